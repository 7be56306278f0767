package dev.sockeye.cli.load;

import java.util.function.Consumer;

/** Opens sessions and closes them as soon as they have joined, some at a time. Confined as {@link Course} says. */
final class HandshakeCourse extends Course {
    private static final int FAILURES_TO_STOP = 1_000;

    private boolean running;
    private int underWay;
    private int failures;

    HandshakeCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
    }

    @Override
    int prepare() {
        open(1, Client::leave);
        return settings.connections();
    }

    @Override
    void begin() {
        running = true;
        for (var i = 0; i < settings.connections(); i++) {
            next();
        }
    }

    @Override
    void stop() {
        running = false;
    }

    @Override
    long missing() {
        return underWay;
    }

    private void next() {
        if (!running) {
            return;
        }
        underWay++;
        var begun = System.nanoTime();
        opener.one((client, failure) -> {
            underWay--;
            if (client != null) {
                rig.meter().answered(System.nanoTime() - begun, 1);
                client.leave();
            } else {
                rig.meter().failed(1);
                rig.meter().note(Opener.reason(failure));
                running &= ++failures < FAILURES_TO_STOP;
            }
            rig.loop().execute(this::next);
        });
    }
}
