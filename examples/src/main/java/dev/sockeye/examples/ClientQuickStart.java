package dev.sockeye.examples;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Map;

/** A client of the chat that {@link TypedChat} serves. */
final class ClientQuickStart {
    private ClientQuickStart() {}

    record Message(String from, String text) {}

    public static void main(String[] args) throws InterruptedException {
        var options = ClientOptions.builder()
                .auth(() -> Map.of("token", System.getenv().getOrDefault("TOKEN", "")))
                .transports("websocket")
                .ackTimeout(Duration.ofSeconds(10))
                .build();

        var socket = SocketIoClient.connect(
                "http://localhost:3000/",
                options,
                fresh -> fresh.on(
                                "chat",
                                Message.class,
                                message -> System.out.println(message.from() + ": " + message.text()))
                        .onConnect(
                                () -> System.out.println("connected" + (fresh.recovered() ? ", nothing missed" : "")))
                        .onDisconnect(reason -> System.out.println("disconnected: " + reason))
                        .onConnectError(error -> System.out.println(
                                error.getMessage() + (error.retried() ? ", trying again" : ", given up"))));

        socket.emit("chat", new Message("me", "hello"));
        socket.emitWithAck("chat", new Message("me", "are you there?"))
                .thenAccept(answer -> System.out.println("the server says " + answer.get(0, String.class)))
                .exceptionally(failure -> {
                    System.out.println("no answer: " + failure.getMessage());
                    return null;
                });

        Thread.sleep(Duration.ofMinutes(1).toMillis());
        socket.disconnect();
    }
}
