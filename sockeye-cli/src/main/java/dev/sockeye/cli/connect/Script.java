package dev.sockeye.cli.connect;

import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Obeys lines one after the other, and stops at the first that can't be obeyed. Confined to the thread that runs it. */
final class Script {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    private final Session session;
    private final Wishes wishes;
    private final Outlet outlet;
    // Whether a person types the lines, who may err.
    private final boolean typed;
    private int number;

    Script(Session session, Wishes wishes, Outlet outlet, boolean typed) {
        this.session = session;
        this.wishes = wishes;
        this.outlet = outlet;
        this.typed = typed;
    }

    /** Runs it; returns the exit status. */
    int run(InputStream in) throws InterruptedException {
        if (!Beginning.await(session, outlet, wishes.timeout())) {
            return FAILED;
        }
        for (var emit : wishes.emits()) {
            session.obey(Verb.parse("emit " + emit));
        }
        var input = new Input(in);
        for (var line = input.next(); line.isPresent(); line = input.next()) {
            number++;
            var order = parse(line.get());
            if (order instanceof Order.Quit) {
                break;
            }
            var status = order == null ? WRONG : obey(order);
            if (status != DONE && !typed) {
                return status;
            }
        }
        if (wishes.stay()) {
            return stay();
        }
        if (!session.acks().await(wishes.timeout())) {
            outlet.say("acknowledgements have not come within " + Span.text(wishes.timeout()));
            return FAILED;
        }
        return session.acks().missed() ? FAILED : DONE;
    }

    private int stay() throws InterruptedException {
        var second = Duration.ofSeconds(1);
        while (session.anyAlive()) {
            // Each disconnection wakes it.
            session.reporter().arrivals().await("", Arrivals.DISCONNECT, second, session::anyAlive);
        }
        return FAILED;
    }

    private @Nullable Order parse(String line) {
        try {
            return Verb.parse(line);
        } catch (OrderException e) {
            complain(e);
            return null;
        }
    }

    private int obey(Order order) throws InterruptedException {
        try {
            if (order instanceof Order.Wait wait) {
                return await(wait);
            }
            if (order instanceof Order.Help) {
                outlet.say(Verb.help());
            }
            session.obey(order);
            return DONE;
        } catch (OrderException e) {
            complain(e);
            return FAILED;
        }
    }

    private int await(Order.Wait order) throws InterruptedException {
        var limit = order.limit().orElse(wishes.timeout());
        var arrivals = session.reporter().arrivals();
        var ending = order.event().equals(Arrivals.DISCONNECT) || order.event().equals(Arrivals.CONNECT_ERROR);
        if (arrivals.await(session.current(), order.event(), limit, () -> ending || session.alive())) {
            return DONE;
        }
        var where = Shown.brief(session.current());
        complain(new OrderException("wait " + Shown.name(order.event()) + ": "
                + (session.alive() ? "has not come within " + Span.text(limit) : where + " is disconnected")));
        return FAILED;
    }

    private void complain(OrderException e) {
        outlet.say("line " + number + ": " + e.getMessage());
    }
}
