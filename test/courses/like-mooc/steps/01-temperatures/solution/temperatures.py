numbers = []

while True:
    answer = input("Temperature: ")
    if answer == "":
        break
    number = int(answer)
    if number < -90:
        print("That is too cold")
        continue
    numbers.append(number)

print(f"Values: {len(numbers)}")
if numbers:
    print(f"Highest: {max(numbers)}")
