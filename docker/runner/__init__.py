"""The code that runs inside the sandbox: the grader (PID 1), the launcher, and the protocol between them."""
