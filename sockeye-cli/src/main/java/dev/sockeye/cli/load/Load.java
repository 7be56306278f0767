package dev.sockeye.cli.load;

import java.util.function.Consumer;

/** Puts a server under load. Stateless. */
public final class Load {
    private Load() {}

    /**
     * Runs a scenario and waits for its end, which is bounded by the settings.
     *
     * @param progress told lines for people who wait
     * @throws LoadException if the server could not be measured
     * @throws IllegalArgumentException if a setting is wrong
     */
    public static LoadResult run(LoadSettings settings, Consumer<String> progress) {
        var rig = new Rig(Target.of(settings.url(), settings.path(), settings.eio()));
        try {
            return course(settings, rig, progress).run();
        } finally {
            rig.close();
        }
    }

    private static Course course(LoadSettings settings, Rig rig, Consumer<String> progress) {
        return switch (settings.scenario()) {
            case HANDSHAKE -> new HandshakeCourse(settings, rig, progress);
            case BROADCAST, ROOM -> new GroupCourse(settings, rig, progress);
            case IDLE -> new IdleCourse(settings, rig, progress);
            case STORM -> new StormCourse(settings, rig, progress);
            case SLOW -> new SlowCourse(settings, rig, progress);
            case ECHO, ACK, OBJECT, RECORD, BINARY -> new EchoCourse(settings, rig, progress);
        };
    }
}
