package dev.sockeye.socketio.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTest {
    private static final Packet.Event PACKET = new Packet.Event("/", "x", Arguments.empty(), OptionalLong.empty());

    private final Here here = new Here();
    private final InMemoryAdapter adapter = new InMemoryAdapter(here);

    private record Someone(String id) implements Member {}

    /** Is a namespace that remembers to whom it delivered. */
    private static final class Here implements LocalNamespace {
        private final Map<String, Member> members = new LinkedHashMap<>();
        private List<String> delivered = List.of();

        @Override
        public String name() {
            return "/";
        }

        @Override
        public Collection<Member> members() {
            return members.values();
        }

        @Override
        public Optional<Member> member(String id) {
            return Optional.ofNullable(members.get(id));
        }

        @Override
        public int queuedEvents() {
            return 1_000;
        }

        @Override
        public int roomsPerSocket() {
            return 100;
        }

        @Override
        public Delivery deliver(Packet.Event packet, boolean droppable, boolean compress) {
            var receivers = new ArrayList<String>();
            return new Delivery() {
                @Override
                public void to(Member receiver) {
                    receivers.add(receiver.id());
                }

                @Override
                public void send() {
                    delivered = receivers;
                }
            };
        }

        @Override
        public Delivery deliver(Packet.Event packet, BroadcastOptions options, AckCollector collector) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketDetails describe(Member member) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> join(Member member, Collection<String> rooms) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> leave(Member member, Collection<String> rooms) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void disconnect(Member member, boolean close) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onServerSide(Packet.Event packet) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onServerSide(Packet.Event packet, Consumer<Arguments> answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Arguments encode(@Nullable Object... values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void failed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private Member someone(int number) {
        var member = new Someone("id" + number);
        here.members.put(member.id(), member);
        return member;
    }

    private List<String> receivers(Set<String> rooms, Set<String> except) {
        adapter.broadcast(PACKET, BroadcastOptions.ALL.withRooms(rooms).withExcept(except));
        return here.delivered;
    }

    @Test
    void largeRoomHasEveryMemberOnce() {
        var expected = new ArrayList<String>();
        for (var i = 0; i < 100; i++) {
            adapter.addAll(someone(i), List.of("large", i % 2 == 0 ? "even" : "odd"));
            expected.add("id" + i);
        }

        assertThat(receivers(Set.of("large"), Set.of())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(receivers(Set.of("even", "large"), Set.of())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(receivers(Set.of("odd"), Set.of("large"))).isEmpty();
        assertThat(receivers(Set.of(), Set.of("odd", "id0"))).hasSize(49).doesNotContain("id0", "id1");
    }

    @Test
    void emptyRoomsAreForgotten() {
        var members = new ArrayList<Member>();
        for (var i = 0; i < 40; i++) {
            members.add(someone(i));
            adapter.addAll(members.get(i), List.of("a", "b" + i));
        }
        assertThat(adapter.roomCount()).isEqualTo(41);

        members.forEach(member -> adapter.del(member, "a"));
        assertThat(adapter.roomCount()).isEqualTo(40);
        members.forEach(adapter::delAll);
        members.forEach(adapter::delAll);

        assertThat(adapter.roomCount()).isZero();
        assertThat(adapter.rooms(members.get(0))).isEmpty();
    }

    @Test
    void refusedJoinChangesNothing() {
        var member = someone(0);
        var many = new ArrayList<String>();
        for (var i = 0; i < 101; i++) {
            many.add("room" + i);
        }

        assertThatThrownBy(() -> adapter.addAll(member, many)).isInstanceOf(IllegalStateException.class);

        assertThat(adapter.roomCount()).isZero();
        adapter.addAll(member, many.subList(0, 100));
        adapter.addAll(member, many.subList(50, 100));
        assertThat(adapter.rooms(member)).containsExactlyElementsOf(many.subList(0, 100));
    }

    @Test
    void ownRoomTakesNoPlace() {
        var member = someone(0);

        adapter.addAll(member, List.of("id0"));

        assertThat(adapter.roomCount()).isZero();
        assertThat(receivers(Set.of("id0"), Set.of())).containsExactly("id0");
    }

    @Test
    void listenersHearOfRoomsInOrder() {
        var heard = new ArrayList<String>();
        var first = someone(0);
        var second = someone(1);
        adapter.addAll(first, List.of("before"));
        adapter.onRooms(new RoomListener() {
            @Override
            public void onCreate(String room) {
                heard.add("create " + room);
            }

            @Override
            public void onJoin(String room, String socketId) {
                heard.add(socketId + " joins " + room);
            }

            @Override
            public void onLeave(String room, String socketId) {
                heard.add(socketId + " leaves " + room);
            }

            @Override
            public void onDelete(String room) {
                heard.add("delete " + room);
            }
        });

        adapter.addAll(second, List.of("id1"));
        adapter.addAll(first, List.of("a", "a"));
        adapter.addAll(second, List.of("a", "b"));
        adapter.del(first, "a");
        adapter.delAll(second);
        adapter.delAll(second);

        assertThat(heard)
                .containsExactly(
                        "create id1",
                        "id1 joins id1",
                        "create a",
                        "id0 joins a",
                        "id1 joins a",
                        "create b",
                        "id1 joins b",
                        "id0 leaves a",
                        "id1 leaves a",
                        "delete a",
                        "id1 leaves b",
                        "delete b",
                        "id1 leaves id1",
                        "delete id1");
    }
}
