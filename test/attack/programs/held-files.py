import os

from kit import serve, tell


def left(folder: str) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith("left")]


found = [name for folder in ("/tmp", "/work", "/work/notes", "/dev/shm") for name in left(folder)]
tell("files of an earlier test", f"DONE: {found}" if found else "refused: gone")
# Beside the file that stays, in the folder that stays, and deep in one of its own.
os.makedirs("/work/notes/left-folder/deep")
for path in ("/work/notes/left-1", "/work/notes/left-folder/deep/left-2", "/tmp/left-3", "/dev/shm/left-4", "/work/left-5.pth"):
    with open(path, "w") as file:
        file.write("x")
os.link("/work/notes/note.txt", "/work/left-6")
os.symlink("/work/notes", "/work/left-7")
serve()
