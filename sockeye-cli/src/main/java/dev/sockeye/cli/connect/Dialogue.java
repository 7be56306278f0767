package dev.sockeye.cli.connect;

/** Reads what a person types, and obeys. Confined to the thread that runs it. */
final class Dialogue {
    private final Session session;
    private final Outlet outlet;

    Dialogue(Session session, Outlet outlet) {
        this.session = session;
        this.outlet = outlet;
    }

    /** Talks until the person ends it. */
    void talk(Target target, Wishes wishes, Keyboard keyboard) throws InterruptedException {
        outlet.say("connecting to " + target.server() + "; help lists the commands, Ctrl-D ends");
        session.open();
        wishes.emits().forEach(emit -> obey("emit " + emit));
        var going = true;
        while (going) {
            var line = keyboard.line(Shown.harmless(session.current()) + "> ");
            going = line.isPresent() && obey(line.get());
        }
    }

    private boolean obey(String line) {
        try {
            var order = Verb.parse(line);
            if (order instanceof Order.Quit) {
                return false;
            } else if (order instanceof Order.Help) {
                outlet.say(Verb.help());
            } else if (order instanceof Order.Wait) {
                outlet.say("wait is for scripts: here events are shown as they come");
            } else {
                session.obey(order);
            }
        } catch (OrderException e) {
            outlet.say(String.valueOf(e.getMessage()));
        }
        return true;
    }
}
