"""What runs inside the sandbox: the grader (PID 1), the launcher, and the protocol that both speak."""
