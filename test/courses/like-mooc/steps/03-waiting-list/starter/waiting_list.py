# Write your functions here
