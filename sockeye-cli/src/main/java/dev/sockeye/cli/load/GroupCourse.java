package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Has the server send to all connections, or to the rooms that they are in. Confined as {@link Course} says. */
final class GroupCourse extends Course implements Traffic {
    private static final Duration TIME_TO_JOIN = Duration.ofSeconds(60);
    private static final String ROOM = "room-";

    private final boolean rooms;
    private final List<Group> groups = new ArrayList<>();
    private final CompletableFuture<Boolean> allJoined = new CompletableFuture<>();
    private int joining;

    GroupCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
        this.rooms = settings.scenario() == Scenario.ROOM;
    }

    @Override
    int prepare() {
        var workload = learn(workload(0));
        rig.run(() -> {
            rig.traffic(this);
            rig.expect(workload);
        });
        var clients = open(settings.connections(), client -> {}).clients();
        rig.run(() -> group(clients, workload));
        if (rooms) {
            await(allJoined, TIME_TO_JOIN);
        }
        return clients.size();
    }

    @Override
    void joined(Client client) {
        if (rooms) {
            client.sendRaw(join(0));
        }
    }

    private void group(List<Client> clients, Workload workload) {
        var size = rooms ? Math.min(settings.roomSize(), clients.size()) : clients.size();
        for (var i = 0; i < clients.size(); i++) {
            var client = clients.get(i);
            if (i % size == 0) {
                var number = groups.size();
                // The answers are the same in all rooms, the requests name theirs.
                client.use(RequestStream.frames(number == 0 ? workload : workload(number), settings.window()));
                groups.add(new Group(rig.meter(), client, settings.window()));
            }
            groups.get(groups.size() - 1).add(client);
            if (rooms) {
                joining++;
                client.sendRaw(join(groups.size() - 1));
            }
        }
    }

    private Workload workload(int room) {
        return rooms
                ? Workload.room(ROOM + room, settings.size(), settings.names())
                : Workload.of(settings.scenario(), settings.size(), settings.eio(), settings.names());
    }

    private String join(int room) {
        return "429[\"" + settings.names().of("join") + "\",\"" + ROOM + room + "\"]";
    }

    @Override
    void begin() {
        groups.forEach(Group::begin);
    }

    @Override
    void stop() {
        groups.forEach(Group::stop);
    }

    @Override
    long missing() {
        return groups.stream().mapToLong(Group::missing).sum();
    }

    @Override
    public void replies(Client client, int count) {
        var group = client.group();
        if (group != null) {
            group.received(client, count, System.nanoTime());
        }
    }

    @Override
    public void readComplete(Client client) {
        var group = client.group();
        if (group != null) {
            group.sendMore();
        }
    }

    @Override
    public boolean other(Client client, Payload message) {
        if (!rooms || !message.shown().startsWith("439[")) {
            return false;
        }
        if (--joining == 0) {
            allJoined.complete(true);
        }
        return true;
    }
}
