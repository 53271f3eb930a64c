from codealong import program, rng, scratch


def secret() -> str:
    return str(rng.randrange(10**12))


def test_writes() -> None:
    """The program writes what it is given into out.txt"""
    text = secret()
    assert program.run("write", text).exit_code == 0
    assert program.read_file("out.txt") == text.encode()


def test_reads() -> None:
    """The program prints what the test puts into in.txt while it runs"""
    process = program.start("read")
    process.read_until("ready\n")
    text = secret()
    program.write_file("in.txt", text)
    process.send("go\n")
    assert process.read_until("\n") == text.encode() + b"\n"


def test_scratch() -> None:
    """The program writes into the folder that it is given"""
    text = secret()
    assert program.run("scratch", scratch.path, text).exit_code == 0
    assert scratch.read("out.txt") == text.encode()
