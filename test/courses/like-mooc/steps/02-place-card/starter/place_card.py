# Write your function here
