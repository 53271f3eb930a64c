from kit import answer

answer()
