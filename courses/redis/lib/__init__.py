"""The toolbox of the Redis course: a client that knows the protocol and explains what is wrong with a reply."""
