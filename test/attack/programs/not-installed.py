import requests

print(requests.get("http://localhost"))
