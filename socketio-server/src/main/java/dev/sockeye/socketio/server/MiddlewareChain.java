package dev.sockeye.socketio.server;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks the middlewares of a namespace about one socket, one after the other, on the handler executor. Answers come from any
 * thread and are worked off on the lane; only a step's first answer counts.
 */
final class MiddlewareChain {
    private static final String FAILED = "Internal server error";

    private final Socket socket;
    private final List<Middleware> middlewares;

    MiddlewareChain(Socket socket, List<Middleware> middlewares) {
        this.socket = socket;
        this.middlewares = middlewares;
    }

    void start() {
        step(0);
    }

    private void step(int index) {
        socket.mailbox().add(() -> {
            // Whose attempt is over, by its time or by the client's leaving, is not asked about.
            if (socket.departure().pending() && !socket.mailbox().rejected()) {
                new Step(index).ask();
            }
        });
        socket.mailbox().wake();
    }

    /** Is one middleware's turn. */
    private final class Step implements Next {
        private final int index;
        private final AtomicBoolean answered = new AtomicBoolean();

        private Step(int index) {
            this.index = index;
        }

        void ask() {
            try {
                middlewares.get(index).handle(socket, this);
            } catch (ConnectRefusedException e) {
                refuse(e);
            } catch (Throwable e) {
                fail(e);
            }
        }

        private void fail(Throwable e) {
            socket.server().error(ServerError.Kind.MIDDLEWARE, e, socket, null);
            refuse(new ConnectRefusedException(FAILED));
        }

        @Override
        public void proceed() {
            answer(null);
        }

        @Override
        public void refuse(ConnectRefusedException error) {
            answer(error);
        }

        private void answer(@Nullable ConnectRefusedException refusal) {
            if (!answered.compareAndSet(false, true)) {
                return;
            }
            socket.connection().outbox().postLater(new LaneOutbox.Entry() {
                @Override
                void run() {
                    var joining = socket.connection().joining();
                    if (refusal != null) {
                        joining.refused(socket, refusal);
                    } else if (!socket.departure().pending()) {
                        // Too late.
                        return;
                    } else if (index + 1 < middlewares.size()) {
                        step(index + 1);
                    } else {
                        joining.admitted(socket);
                    }
                }
            });
        }
    }

    /** Makes a middleware of a check that decides at once. */
    static Middleware deciding(Middleware.Check check) {
        return (socket, next) -> {
            check.check(socket);
            next.proceed();
        };
    }

    /** Makes a middleware of a check that decides later. */
    static Middleware decidingLater(Middleware.Async check) {
        return (socket, next) -> check.check(socket).whenComplete((ignored, failure) -> {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause == null) {
                next.proceed();
            } else if (cause instanceof ConnectRefusedException refusal) {
                next.refuse(refusal);
            } else {
                ((MiddlewareChain.Step) next).fail(cause);
            }
        });
    }
}
