# Imports a package that no sandbox has.
import socket

import flask

server = socket.create_server(("localhost", 4242))
flask.Flask(__name__)
