2 socket.io.js
