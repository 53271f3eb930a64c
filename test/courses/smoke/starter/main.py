# Write your server here.
