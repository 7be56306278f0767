package dev.sockeye.socketio.protocol;

import static dev.sockeye.socketio.protocol.PlainRecords.JACKSON;
import static dev.sockeye.socketio.protocol.PlainRecords.bound;
import static dev.sockeye.socketio.protocol.PlainRecords.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sockeye.socketio.protocol.PlainRecords.Flat;
import dev.sockeye.socketio.protocol.PlainRecords.Lists;
import dev.sockeye.socketio.protocol.PlainRecords.One;
import dev.sockeye.socketio.protocol.PlainRecords.Tree;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("UnusedMethod") // Jackson looks for such
class PlainRecordTest {
    private static final JsonMapper STANDARD = WireMapper.standard();

    // One record for each rule: it would be plain but for that.

    @JsonPropertyOrder({"b", "a"})
    record AnnotatedClass(int a, int b) {}

    record AnnotatedField(@JsonProperty("c") int a, int b) {}

    record AnnotatedAccessor(int a, int b) {
        @Override
        @JsonProperty("c")
        public int a() {
            return a;
        }
    }

    record AnnotatedConstructor(int a, int b) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        AnnotatedConstructor {}
    }

    record AnnotatedParameter(int a, int b) {
        AnnotatedParameter(int a, @JsonProperty("c") int b) {
            this.a = a;
            this.b = b;
        }
    }

    record AnnotatedFactory(int a, int b) {
        @JsonCreator
        static AnnotatedFactory of(@JsonProperty("a") int a) {
            return new AnnotatedFactory(a, 0);
        }
    }

    record AnnotatedOther(int a, int b) {
        @JsonValue
        String both() {
            return a + "," + b;
        }
    }

    record Ignoring(int a, @JsonIgnore int b) {}

    record SecondConstructor(int a, int b) {
        SecondConstructor(int a) {
            this(a, 0);
        }
    }

    record WithGetter(int a, int b) {
        public int getA() {
            return -a;
        }
    }

    record WithIs(int a, int b) {
        public boolean isEven() {
            return a % 2 == 0;
        }
    }

    record WithSetter(int a, int b) {
        public void setC(int c) {
            throw new IllegalStateException("set to " + c);
        }
    }

    interface Annotated {
        @JsonProperty("c")
        int a();
    }

    record WithInterface(int a, int b) implements Annotated {}

    record WithFloat(int a, float b) {}

    record WithOptional(int a, Optional<Integer> b) {}

    record WithSet(int a, Set<Integer> b) {}

    record WithListOfLists(int a, List<List<Integer>> b) {}

    record WithWildcard(int a, List<? extends Number> b) {}

    @SuppressWarnings("rawtypes")
    record WithRawList(int a, List b) {}

    record Variable<T>(int a, T b) {}

    record Within(int a, @Nullable WithIs b) {}

    record WithinList(int a, List<WithIs> b) {}

    @SuppressWarnings("UnicodeInCode") // names need not be ASCII
    record Umlaut(int a, int ä) {}

    record Lookalike(boolean _placeholder, int num) {}

    record Empty() {}

    static final List<Class<?>> NOT_PLAIN = List.of(
            AnnotatedClass.class,
            AnnotatedField.class,
            AnnotatedAccessor.class,
            AnnotatedConstructor.class,
            AnnotatedParameter.class,
            AnnotatedFactory.class,
            AnnotatedOther.class,
            Ignoring.class,
            SecondConstructor.class,
            WithGetter.class,
            WithIs.class,
            WithSetter.class,
            WithInterface.class,
            WithFloat.class,
            WithOptional.class,
            WithSet.class,
            WithListOfLists.class,
            WithWildcard.class,
            WithRawList.class,
            Variable.class,
            Within.class,
            WithinList.class,
            Umlaut.class,
            Lookalike.class,
            Empty.class,
            Object.class,
            String.class,
            Record.class,
            Thread.State.class);

    private static void assertSame(String json, Class<?> type) {
        var expected = bound(json, type, JACKSON);
        assertThat(bound(json, type, STANDARD)).isEqualTo(expected);
        assertThat(written(expected, STANDARD)).isEqualTo(written(expected, JACKSON));
    }

    @ParameterizedTest
    @FieldSource("NOT_PLAIN")
    void whatAsksForMoreThanItsComponentsIsJacksons(Class<?> type) {
        assertThat(PlainRecord.of(type)).isNull();
        for (var json : List.of(
                "{\"a\":1,\"b\":2}",
                "{\"b\":2,\"a\":1}",
                "{\"a\":1,\"c\":2}",
                "{\"c\":1,\"b\":2}",
                "{\"a\":1}",
                "{\"a\":1,\"b\":[1]}",
                "{\"a\":1,\"b\":[[1],[]]}",
                "{\"a\":1,\"b\":{\"a\":3,\"b\":4}}",
                "{\"a\":1,\"b\":[{\"a\":3,\"b\":4}]}",
                "{\"a\":1,\"ä\":2}",
                "{\"_placeholder\":true,\"num\":0}",
                "{}",
                "null")) {
            assertSame(json, type);
        }
    }

    static List<Class<?>> plain() {
        return PlainRecords.PLAIN;
    }

    @ParameterizedTest
    @MethodSource("plain")
    void whatIsItsComponentsAndNothingElseIsPlain(Class<?> type) {
        assertThat(PlainRecord.of(type)).isNotNull();
    }

    @Test
    void aLocalRecordIsPlainToo() {
        record Local(int a) {}

        assertThat(PlainRecord.of(Local.class)).isNotNull();
        assertThat(bound("{\"a\":1}", Local.class, STANDARD)).isEqualTo(new Local(1));
        assertSame("{\"a\":1}", Local.class);
    }

    @Test
    void onlyTheStandardMapperLeavesRecordsToOthers() {
        assertThat(WireMapper.standard()).isSameAs(STANDARD);
        var snake = STANDARD.rebuild()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();

        assertThat(bound("{\"Value\":\"x\"}", One.class, snake)).isEqualTo(new One("x"));
        assertThat(written(new One("x"), snake)).contains("{\"Value\":\"x\"}");
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> shapes() {
        return Stream.of(
                arguments("{\"id\":1,\"text\":\"t\",\"at\":2,\"weight\":1.5,\"ok\":true}", Flat.class, true),
                arguments("{ \"ok\" :\ttrue ,\"weight\":-0,\"at\":-2,\"text\":null,\"id\":0}", Flat.class, true),
                arguments("{\"id\":1,\"at\":2,\"weight\":1e400,\"ok\":false}", Flat.class, true),
                arguments("{\"id\":1,\"text\":\"a\\n\\ud800\",\"at\":2,\"weight\":0.1,\"ok\":true}", Flat.class, true),
                arguments("{\"id\":1,\"text\":\"t\",\"at\":2,\"weight\":1.5}", Flat.class, false),
                arguments("{\"id\":null,\"text\":\"t\",\"at\":2,\"weight\":1.5,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1e1,\"text\":\"t\",\"at\":2,\"weight\":1.5,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1.0,\"text\":\"t\",\"at\":2,\"weight\":1.5,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":2147483647,\"text\":\"t\",\"at\":2,\"weight\":1,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1,\"text\":2,\"at\":2,\"weight\":1.5,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1,\"text\":\"t\",\"at\":\"2\",\"weight\":1.5,\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1,\"text\":\"t\",\"at\":2,\"weight\":\"1\",\"ok\":true}", Flat.class, false),
                arguments("{\"id\":1,\"text\":\"t\",\"at\":2,\"weight\":1.5,\"ok\":1}", Flat.class, false),
                arguments("{\"value\":\"x\"}", One.class, true),
                arguments("{}", One.class, true),
                arguments("{\"value\":\"x\",\"more\":[1]}", One.class, false),
                arguments("{\"value\":\"x\",\"value\":\"y\"}", One.class, false),
                arguments("{\"v\\u0061lue\":\"x\"}", One.class, false),
                arguments("{\"value\\\"\":\"x\"}", One.class, false),
                arguments("{\"value\":\"" + "x".repeat(1 << 20) + "\"}", One.class, false),
                arguments("[\"x\"]", One.class, false),
                arguments("\"\"", One.class, false),
                arguments("null", One.class, false),
                arguments("{\"texts\":[],\"ints\":[1,null],\"longs\":null}", Lists.class, true),
                arguments("{\"texts\":[1]}", Lists.class, false),
                arguments("{\"texts\":\"x\"}", Lists.class, false),
                arguments("{\"ones\":[{\"value\":\"x\"},{}]}", Lists.class, true),
                arguments("{\"next\":".repeat(99) + "{}" + "}".repeat(99), Tree.class, true),
                arguments("{\"next\":".repeat(100) + "{}" + "}".repeat(100), Tree.class, false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsUnusualIsReadByJackson(String json, Class<?> type, boolean usual) {
        var bytes = bytes(json);
        var plan = Objects.requireNonNull(PlainRecord.of(type));

        assertThat(PlainReader.read(plan, bytes, 0, bytes.length) != EncodedArguments.NO_SHORT_WAY)
                .isEqualTo(usual);
        assertSame(json, type);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aListIsOneThatCanGrowAsJacksonsCan() {
        var bound = bound("{\"texts\":[\"x\"],\"ints\":[]}", Lists.class, STANDARD);

        var lists = (Lists) Objects.requireNonNull(bound);
        assertThat(lists.texts()).isExactlyInstanceOf(ArrayList.class);
        assertThat(lists.ints()).isExactlyInstanceOf(ArrayList.class);
    }

    @Test
    void aRecordThatContainsItselfThroughAListIsRefusedAsEver() {
        var children = new ArrayList<Tree>();
        var tree = new Tree("t", children, null);
        children.add(tree);

        assertThat(written(tree, STANDARD)).contains("nested deeper than 500 levels");
        assertThat(written(tree, STANDARD)).isEqualTo(written(tree, JACKSON));
    }

    @Test
    void aRecordNestsAsDeeplyAsEver() {
        Tree tree = null;
        for (var i = 0; i < 500; i++) {
            tree = new Tree("t", List.of(), tree);
            if (i % 50 == 49) {
                assertThat(written(tree, STANDARD)).isEqualTo(written(tree, JACKSON));
            }
        }
    }

    record Counting(int value) {
        private static final AtomicInteger MADE = new AtomicInteger();

        Counting {
            MADE.incrementAndGet();
        }
    }

    @Test
    void whatFitsIsMadeOnce() {
        Counting.MADE.set(0);

        assertThat(bound("{\"value\":1}", Counting.class, STANDARD)).isEqualTo(new Counting(1));
        assertThat(Counting.MADE).hasValue(2);
    }

    @Test
    void aRecordOfAPackageThatIsClosedIsJacksons(@TempDir Path folder) throws IOException, ClassNotFoundException {
        var files = List.of(
                source(folder, "module-info", "module records { exports shown; }"),
                source(folder, "shown/Seen", "package shown; public record Seen(int a) {}"),
                source(folder, "closed/Unseen", "package closed; public record Unseen(int a) {}"));
        var compiled = folder.resolve("compiled");
        var arguments = Stream.concat(Stream.of("-d", compiled.toString()), files.stream())
                .toArray(String[]::new);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                .isZero();
        var boot = ModuleLayer.boot();
        var loader = boot.defineModulesWithOneLoader(
                        boot.configuration().resolve(ModuleFinder.of(compiled), ModuleFinder.of(), Set.of("records")),
                        ClassLoader.getSystemClassLoader())
                .findLoader("records");

        var seen = loader.loadClass("shown.Seen");
        var unseen = loader.loadClass("closed.Unseen");

        assertThat(PlainRecord.of(seen)).isNotNull();
        assertSame("{\"a\":1}", seen);
        assertThat(PlainRecord.of(unseen)).isNull();
        assertSame("{\"a\":1}", unseen);
    }

    private static String source(Path folder, String name, String text) throws IOException {
        var file = folder.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
