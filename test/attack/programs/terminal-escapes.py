from kit import answer

print("\x1b]0;title\x07 \x1b[31mred\x1b[0m \x1b[2J\x1b[1;1H \x1b]8;;https://example.invalid\x1b\\link\x1b]8;;\x1b\\")
print("\x1b]52;c;cm0gLXJm\x07 \x9b31m bell\x07 over\rwritten \x08\x08 \x7f")
answer()
