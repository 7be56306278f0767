package dev.sockeye.socketio.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds a tree of what a mapper produces, in which times are still times. Confined to one call. */
final class NodeValueGenerator extends ValueGenerator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ArrayDeque<ContainerNode<?>> open = new ArrayDeque<>();
    private String name = "";
    private @Nullable JsonNode root;

    NodeValueGenerator(JsonMapper wire) {
        super(wire);
    }

    /** Turns a value into a tree of its own. */
    static JsonNode tree(JsonMapper wire, @Nullable Object value) {
        var generator = new NodeValueGenerator(wire);
        generator.write(value);
        return Objects.requireNonNullElse(generator.root, NODES.nullNode());
    }

    @Override
    void before(int status) {
        // A tree needs no separators.
    }

    private void add(JsonNode node) {
        var parent = open.peek();
        if (parent instanceof ObjectNode object) {
            object.set(name, node);
        } else if (parent instanceof ArrayNode array) {
            array.add(node);
        } else {
            root = node;
        }
    }

    @Override
    void startArray() {
        var array = NODES.arrayNode();
        add(array);
        open.push(array);
    }

    @Override
    void endArray() {
        open.pop();
    }

    @Override
    void startObject() {
        var object = NODES.objectNode();
        add(object);
        open.push(object);
    }

    @Override
    void endObject() {
        open.pop();
    }

    @Override
    void name(String name) {
        this.name = name;
    }

    @Override
    void string(String value) {
        add(NODES.stringNode(value));
    }

    @Override
    void integer(long value) {
        add(NODES.numberNode(value));
    }

    @Override
    void integer(BigInteger value) {
        add(NODES.numberNode(value));
    }

    @Override
    void decimal(double value) {
        add(NODES.numberNode(value));
    }

    @Override
    void decimal(float value) {
        // The decimal number that the float stands for, as in JSON: 0.1 and not 0.10000000149011612.
        decimal(Double.parseDouble(Float.toString(value)));
    }

    @Override
    void decimal(BigDecimal value) {
        decimal(value.doubleValue());
    }

    @Override
    void bool(boolean value) {
        add(NODES.booleanNode(value));
    }

    @Override
    void nothing() {
        add(NODES.nullNode());
    }

    @Override
    void binary(byte[] array, int offset, int length) {
        add(BinaryNode.valueOf(Arrays.copyOfRange(array, offset, offset + length)));
    }

    @Override
    void instant(long epochMillis) {
        add(new InstantNode(epochMillis));
    }

    @Override
    void argument(Argument argument) {
        add(argument.tree());
    }
}
