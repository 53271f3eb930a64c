import mmap

area = mmap.mmap(-1, 2**30)
for at in range(0, len(area), 4096):
    area[at] = 1
