package dev.sockeye.cli.connect;

import java.util.concurrent.CompletableFuture;

/** Is an outlet that is there before the one that it hands on to; who tells something meanwhile waits. Thread-safe. */
final class LateOutlet implements Outlet {
    private final CompletableFuture<Outlet> real = new CompletableFuture<>();

    void become(Outlet outlet) {
        real.complete(outlet);
    }

    @Override
    public void show(Happening happening) {
        real.join().show(happening);
    }

    @Override
    public void say(String text) {
        real.join().say(text);
    }
}
