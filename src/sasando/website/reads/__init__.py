"""Read by the desk: how often each page is read, from where, and what nobody found.

`sorting` who counts, and as what · `tally` counting in memory, beside the door ·
`writing` sums a day and page, with caps · `access_log` what nginx served alone ·
`rows` the sums · `figures` the questions the desk asks · `screens` what it sees ·
`mending` the verb that leads a wrong address on.
"""
