package dev.sockeye.socketio.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Holds records of many kinds, and what becomes of them with and without the plain way. */
@SuppressWarnings({"MemberName", "UnusedVariable"}) // what records can look like is the subject
final class PlainRecords {
    /** The same settings, but not the same mapper: all goes through Jackson. */
    static final JsonMapper JACKSON = WireMapper.standard().rebuild().build();

    record Flat(int id, String text, long at, double weight, boolean ok) {}

    record Boxed(
            Integer id,
            Long at,
            Double weight,
            Boolean ok,
            @Nullable String text) {}

    record Nested(Flat flat, @Nullable Boxed boxed, String tail) {}

    record Lists(
            List<String> texts,
            List<Integer> ints,
            List<Long> longs,
            List<@Nullable Double> doubles,
            List<Boolean> bools,
            List<One> ones) {}

    record Tree(String name, List<Tree> children, @Nullable Tree next) {}

    record One(String value) {}

    record OneInt(int only) {}

    record OneList(List<String> values) {}

    record OneNested(One one) {}

    record Names(int aB, String URL, String issue, String settings, String getaway, int _x, int $y, int num, int is) {}

    private record Hidden(String secret, int depth) {}

    record Trimmed(String text) {
        @Override
        public String text() {
            return text == null ? "none" : text.trim();
        }
    }

    record Picky(int value) {
        Picky {
            if (value < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    record Refusing(int value) {
        @Override
        public int value() {
            if (value < 0) {
                throw new IllegalStateException("negative");
            }
            return value;
        }
    }

    @SuppressWarnings("UnusedTypeParameter") // not even Jackson needs it
    record Phantom<T>(int x) {}

    // From here on none is plain.

    record Renamed(@JsonProperty("n") String name, int age) {}

    record Wrapped(Renamed renamed, int x) {}

    record Getter(int x) {
        public int getY() {
            return 2 * x;
        }
    }

    interface Titled {
        default String getTitle() {
            return "t";
        }
    }

    record WithTitle(int x) implements Titled {}

    record Two(int x) {
        Two(String text) {
            this(text.length());
        }
    }

    record Rich(
            String text,
            @Nullable BigDecimal price,
            @Nullable Object any) {}

    static final List<Class<?>> PLAIN = List.of(
            Flat.class,
            Boxed.class,
            Nested.class,
            Lists.class,
            Tree.class,
            One.class,
            OneInt.class,
            OneList.class,
            OneNested.class,
            Names.class,
            Hidden.class,
            Trimmed.class,
            Picky.class,
            Refusing.class,
            Phantom.class);

    static final List<Class<?>> OTHERS =
            List.of(Renamed.class, Wrapped.class, Getter.class, WithTitle.class, Two.class, Rich.class);

    /** Is a list of the application's own. */
    static final class OwnList<T extends @Nullable Object> extends AbstractList<T> {
        private final List<T> values;

        OwnList(List<T> values) {
            this.values = values;
        }

        @Override
        public T get(int index) {
            return values.get(index);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    private PlainRecords() {}

    /** Returns the value, or all that there is to say of the failure. */
    static @Nullable Object bound(String json, Class<?> type, JsonMapper mapper) {
        try {
            return Arguments.json(json).get(0, type, mapper);
        } catch (ArgumentException e) {
            return failure(e);
        }
    }

    /** Returns the JSON, or all that there is to say of the failure. */
    static String written(@Nullable Object value, JsonMapper mapper) {
        try {
            // A value in front and one behind: what was begun in vain must leave nothing.
            var packet = new Packet.Ack(
                    "/", 1, JsonPacketParser.INSTANCE.snapshot(mapper, new @Nullable Object[] {1, value, 2}));
            return JsonPacketParser.INSTANCE
                    .encode(packet, SocketRevision.V5)
                    .get(0)
                    .data()
                    .utf8();
        } catch (ArgumentException e) {
            return failure(e);
        }
    }

    private static String failure(Throwable thrown) {
        var text = new StringBuilder();
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        // But for what is another one each time.
        return text.toString().replaceAll("@[0-9a-f]+", "@");
    }
}
