package dev.sockeye.cli.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is a session that ends in order, also when the process is told to end. Confined to the thread that makes it. */
final class Running implements AutoCloseable {
    private final Session session;
    private final Thread hook;

    Running(Session session) {
        this.session = session;
        hook = new Thread(() -> end(session), "sockeye-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void end(Session session) {
        try {
            CompletableFuture.runAsync(session::close).get(Session.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The process ends anyway, and with it the connection.
        }
    }

    Session session() {
        return session;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
        session.close();
    }
}
