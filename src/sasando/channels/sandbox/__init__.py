"""A double of the platforms, over real sockets: for tests, benches and the demo.

`world` holds what is true (clock, faults, the log of requests), `server` the sockets,
`sim` what a test asks of the double itself, `platforms/` one file a platform.
"""
