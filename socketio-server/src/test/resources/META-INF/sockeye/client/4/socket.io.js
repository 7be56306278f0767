4 socket.io.js
