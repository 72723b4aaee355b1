"""The page store: publishing writes bytes, and bytes are what readers get.

`heard` which tables are listened to · `recording` what a page is made of while it is
rendered · `rendering` a page as bytes · `gate` what is never stored · `folder` the
bytes on disk · `keeping` bytes and their tags, together · `hearing` touches to stale
pages · `refreshing` when pages are rendered again · `sweeping` the nightly proof ·
`serving` the door ahead of Django · `outside`, `pictures` what nginx reads besides.
"""
