"""Published versions in, a server on this computer out that shows them and checks files before they are contributed.

It reads the data folder and writes nothing there. What is sent to be checked is gone when its answer is given.
"""
