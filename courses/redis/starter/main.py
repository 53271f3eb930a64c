"""Your Redis server grows in this file, from step to step."""


def main() -> None:
    print("Your program has started.")

    # Step 1 begins here. Python's module `socket` has what you need:
    # make a server socket on port 6379, and wait for a client.


if __name__ == "__main__":
    main()
