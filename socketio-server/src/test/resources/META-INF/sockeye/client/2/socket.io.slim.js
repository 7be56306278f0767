2 socket.io.slim.js
