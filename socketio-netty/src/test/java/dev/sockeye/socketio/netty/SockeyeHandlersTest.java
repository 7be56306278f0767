package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockeyeHandlersTest {
    private static final String[] UPGRADE = {"Connection: keep-alive, Upgrade", "Upgrade: websocket"};

    private final ToyHandler handler = new ToyHandler();
    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = EventLoops.start("pipeline", 2, true);
    }

    @AfterEach
    void stop() throws Exception {
        loops.close().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersWhatMatchesAndPassesTheRestOn(boolean aggregated) {
        var port = serve(aggregated);
        try (var client = RawHttp.connect(port)) {
            assertThat(client.get("/toy/a").response().text()).isEqualTo("toy /toy/a");
            assertThat(client.post("/theirs", "body").response().text()).isEqualTo("theirs: body");
            assertThat(client.post("/toy/echo", "hello").response().text()).isEqualTo("hello");
            assertThat(client.post("/toy/late", "later").response().text()).isEqualTo("later");
            assertThat(client.post("/toy/x", "unread").response().text()).isEqualTo("toy /toy/x");
            client.get("/toy/1").get("/toy/2").post("/toy/echo", "3").post("/theirs", "4");
            assertThat(client.response().text()).isEqualTo("toy /toy/1");
            assertThat(client.response().text()).isEqualTo("toy /toy/2");
            assertThat(client.response().text()).isEqualTo("3");
            assertThat(client.response().text()).isEqualTo("theirs: 4");
            assertThat(client.post("/toy/echo", "x".repeat(1001)).response().status())
                    .isEqualTo(413);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersPipelinedRequestsInOrderWhetherNowOrLater(boolean aggregated) {
        try (var client = RawHttp.connect(serve(aggregated))) {
            var requests = new StringBuilder();
            // Netty's codec takes 128 without an answer.
            for (var i = 0; i < 120; i++) {
                requests.append(String.format(
                        "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n%04d",
                        List.of("/toy/late", "/toy/echo", "/theirs").get(i % 3), i));
            }
            client.connection().send(requests.toString());

            for (var i = 0; i < 120; i++) {
                assertThat(client.response().text()).isEqualTo(String.format(i % 3 == 2 ? "theirs: %04d" : "%04d", i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void becomesAWebSocket(boolean aggregated) {
        try (var client = RawWebSocket.open(serve(aggregated), "/toy/ws")) {
            client.send("hello");
            assertThat(client.next().text()).isEqualTo("hello");
            client.send("x".repeat(100_000));
            assertThat(client.next().text()).hasSize(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /toy HTTP/1.1\r\n\r\n",
                "GET /toy HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /toy/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /toy%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /toy/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String bytes) {
        try (var client = RawHttp.connect(serve(false))) {
            client.connection().send(bytes);
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    void closesConnectionsWhoseUpgradeNobodyAnswers() {
        handler.unclaimed = Optional.of(Duration.ofMillis(300));
        var port = serve(false);
        try (var ignored = RawHttp.connect(port);
                var answered = RawHttp.connect(port);
                var plain = RawHttp.connect(port)) {
            ignored.get("/silent", UPGRADE).get("/silent", UPGRADE);
            answered.get("/theirs", UPGRADE);
            plain.get("/silent");

            assertThat(ignored.silentFor(Duration.ofMillis(150))).isTrue();
            assertThat(ignored.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
            assertThat(answered.response().text()).isEqualTo("theirs: ");
            assertThat(answered.silentFor(Duration.ofMillis(500))).isTrue();
            assertThat(answered.get("/toy/a").response().text()).isEqualTo("toy /toy/a");
            assertThat(plain.get("/toy/b").response().text()).isEqualTo("toy /toy/b");
        }
    }

    @Test
    void leavesForeignUpgradesAloneWhereThatIsWanted() {
        try (var client = RawHttp.connect(serve(true))) {
            client.get("/silent", UPGRADE);
            assertThat(client.silentFor(Duration.ofMillis(500))).isTrue();
            assertThat(client.get("/toy/a").response().text()).isEqualTo("toy /toy/a");
        }
    }

    private int serve(boolean aggregated) {
        var handlers = SockeyeHandlers.of(handler);
        var channel = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new HttpServerCodec());
                        if (aggregated) {
                            accepted.pipeline().addLast(new HttpObjectAggregator(100_000));
                        }
                        accepted.pipeline().addLast(handlers.newHandler());
                        if (!aggregated) {
                            accepted.pipeline().addLast(new HttpObjectAggregator(100_000));
                        }
                        accepted.pipeline().addLast(new Theirs());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Stands for the application that the pipeline belongs to. */
    private static final class Theirs extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            if (request.uri().equals("/silent")) {
                return;
            }
            var body = ctx.alloc().buffer();
            ByteBufUtil.writeUtf8(body, "theirs: ");
            body.writeBytes(request.content());
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            response.headers().set("Content-Length", body.readableBytes());
            ctx.writeAndFlush(response);
        }
    }
}
