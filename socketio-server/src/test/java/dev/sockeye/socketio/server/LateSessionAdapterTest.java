package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.ForwardingAdapter;
import dev.sockeye.socketio.server.adapter.InMemorySessionAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import dev.sockeye.socketio.server.adapter.Member;
import dev.sockeye.socketio.server.adapter.RecoverableNamespace;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter;
import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An adapter that asks a store somewhere else answers later, and on threads of its own. */
class LateSessionAdapterTest {
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private boolean late;
    private boolean failing;
    private final TestServer server = new TestServer(builder ->
            builder.connectionStateRecovery(RecoveryOptions.defaults()).adapter(new LateFactory()));

    @AfterEach
    void close() {
        server.close();
        assertThat(server.io.root().recoveryUsage()).isPresent();
    }

    private final class LateFactory implements SessionAwareAdapter.Factory {
        @Override
        public SessionAwareAdapter create(RecoverableNamespace namespace, RecoveryOptions options) {
            return new Late(new InMemorySessionAdapter(namespace, options));
        }

        @Override
        public Adapter create(LocalNamespace namespace) {
            throw new AssertionError("recovery is on");
        }
    }

    private final class Late extends ForwardingAdapter implements SessionAwareAdapter {
        private final InMemorySessionAdapter target;

        Late(InMemorySessionAdapter target) {
            super(target);
            this.target = target;
        }

        @Override
        public void enter(Member member, String pid, Collection<String> rooms) {
            target.enter(member, pid, rooms);
        }

        @Override
        public void leaving(Member member) {
            target.leaving(member);
        }

        @Override
        public void exit(Member member, Optional<Session> session) {
            target.exit(member, session);
        }

        @Override
        public CompletionStage<Claim> claim(Recall recall) {
            return later(target.claim(recall));
        }

        @Override
        public CompletionStage<Resumption> resume(
                Claim.Granted claim, Member member, Collection<String> rooms, long maxBytes) {
            return later(target.resume(claim, member, rooms, maxBytes));
        }

        @Override
        public void release(Claim.Granted claim) {
            target.release(claim);
        }

        @Override
        public RecoveryUsage usage() {
            return target.usage();
        }

        private <T> CompletionStage<T> later(CompletionStage<T> answer) {
            if (failing) {
                return CompletableFuture.failedStage(new IllegalStateException("the store is gone"));
            }
            if (!late) {
                return answer;
            }
            var given = new CompletableFuture<T>();
            answers.add(() -> answer.thenAccept(given::complete));
            return given;
        }
    }

    /** Lets the oldest answer come, on a thread of the store's. */
    private void answer() throws Exception {
        var next = answers.remove();
        CompletableFuture.runAsync(next).get();
    }

    private RecoveringClient lost() {
        var client = new RecoveringClient(server);
        client.socket().join("r");
        server.io.emit("seen");
        client.events();
        client.lose();
        late = true;
        return client;
    }

    @Test
    void whatIsEmittedWhileAnAnswerIsAwaitedComesInOrder() throws Exception {
        var client = lost();
        server.io.emit("away");
        assertThat(client.comeBack()).isEmpty();
        server.io.emit("while claimed");
        answer();
        server.io.to("r").emit("while resumed");
        server.io.to(client.sid).emit("and again");
        assertThat(client.events()).isEmpty();
        answer();

        assertThat(client.events())
                .containsExactly("\"away\"", "\"while claimed\"", "connected", "\"while resumed\"", "\"and again\"");
        assertThat(client.socket().recovered()).isTrue();
        assertThat(client.socket().rooms()).contains("r");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whoIsLostAgainBeforeTheClaimIsGrantedComesBackLater() throws Exception {
        var client = lost();
        server.io.emit("away");
        client.comeBack();
        client.lose();
        answer();
        late = false;

        assertThat(client.comeBack()).containsExactly("\"away\"", "connected");
        assertThat(client.socket().recovered()).isTrue();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whoIsLostAgainBeforeTheReplayComesBackLater() throws Exception {
        var client = lost();
        server.io.emit("away");
        client.comeBack();
        answer();
        client.lose();
        server.io.emit("lost on the way");
        answer();
        late = false;

        assertThat(client.comeBack()).containsExactly("\"away\"", "\"lost on the way\"", "connected");
        assertThat(client.socket().recovered()).isTrue();
        assertThat(server.io.sockets()).hasSize(1);
        assertThat(server.errors).isEmpty();
    }

    @Test
    void aConnectionThatItsClientGaveUpGetsNoSocket() throws Exception {
        var client = lost();
        client.comeBack();
        var givenUp = client.client;
        client.comeBack();
        for (var i = 0; i < 4; i++) {
            answer();
        }

        assertThat(givenUp.closed()).isTrue();
        assertThat(client.events()).containsExactly("connected");
        assertThat(client.socket().recovered()).isTrue();
        assertThat(server.io.sockets()).hasSize(1);
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whatWasDeliveredBeforeTheReplayIsNotTakenForSeen() throws Exception {
        var client = lost();
        server.io.emit("away");
        client.comeBack();
        answer();
        server.io.emit("delivered before the replay");
        answer();
        var seen = client.events();
        assertThat(seen).containsExactly("\"away\"", "connected", "\"delivered before the replay\"");
        // All but the last was seen.
        var offset = client.offset;
        client.offset = offset == null ? null : offset.substring(0, offset.length() - 1) + "2";
        client.lose();
        late = false;

        assertThat(client.comeBack()).containsExactly("\"delivered before the replay\"", "connected");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void aSecondConnectWhileTheAdapterIsAskedIsAViolation() throws Exception {
        var client = lost();
        client.comeBack();
        client.client.send("0");
        assertThat(client.client.closed()).isTrue();
        answer();
        late = false;

        client.comeBack();
        assertThat(client.socket().recovered()).isTrue();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void anAdapterThatFailsMakesAnOrdinaryConnection() {
        var client = lost();
        failing = true;

        assertThat(client.comeBack()).containsExactly("connected");
        assertThat(client.socket().recovery()).isEqualTo(Recovery.FAILED);
        assertThat(server.errors).hasSize(1).allMatch(error -> error.kind() == ServerError.Kind.ADAPTER);
    }
}
