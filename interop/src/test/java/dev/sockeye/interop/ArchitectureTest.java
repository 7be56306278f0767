package dev.sockeye.interop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md: who may see whom. */
final class ArchitectureTest {
    private static final String[] PROTOCOL = {"dev.sockeye.engineio.protocol..", "dev.sockeye.socketio.protocol.."};
    private static final String[] HOSTS = {"dev.sockeye.engineio.netty..", "dev.sockeye.socketio.netty.."};

    private static final String EVENTS = "dev.sockeye.socketio.events..";
    private static final String[] CLIENTS = {"dev.sockeye.engineio.client..", "dev.sockeye.socketio.client.."};

    private static JavaClasses sockeye;

    @BeforeAll
    static void readTheClasses() {
        sockeye = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.sockeye")
                .that(not(resideInAPackage("dev.sockeye.testkit..")));
    }

    @Test
    void allModulesAreLookedAt() {
        assertThat(sockeye.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "dev.sockeye.engineio.protocol",
                        "dev.sockeye.socketio.protocol",
                        "dev.sockeye.engineio.server",
                        "dev.sockeye.engineio.server.host",
                        "dev.sockeye.engineio.netty",
                        "dev.sockeye.socketio.server",
                        "dev.sockeye.socketio.netty",
                        "dev.sockeye.socketio.events",
                        "dev.sockeye.engineio.client",
                        "dev.sockeye.cli");
    }

    @Test
    void engineIoNeverSeesSocketIo() {
        noClasses()
                .that()
                .resideInAPackage("dev.sockeye.engineio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sockeye.socketio..")
                .check(sockeye);
    }

    @Test
    void hostsSeeTheSeamOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(HOSTS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sockeye..")
                        .and(not(resideInAnyPackage(
                                "dev.sockeye.engineio.netty..",
                                "dev.sockeye.socketio.netty..",
                                "dev.sockeye.engineio.server.host..",
                                "dev.sockeye.engineio.protocol.."))))
                .check(sockeye);
    }

    @Test
    void theSeamSeesTheProtocolOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.sockeye.engineio.server.host..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sockeye..")
                        .and(not(resideInAnyPackage(
                                "dev.sockeye.engineio.server.host..", "dev.sockeye.engineio.protocol.."))))
                .check(sockeye);
    }

    @Test
    void serversSeeNoHost() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sockeye.engineio.server..", "dev.sockeye.socketio.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HOSTS)
                .check(sockeye);
    }

    @Test
    void whatBothEndsShareSeesTheProtocolOnly() {
        noClasses()
                .that()
                .resideInAPackage(EVENTS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sockeye..")
                        .and(not(resideInAnyPackage(PROTOCOL)))
                        .and(not(resideInAPackage(EVENTS))))
                .check(sockeye);
    }

    @Test
    void clientsSeeNoServer() {
        noClasses()
                .that()
                .resideInAnyPackage(CLIENTS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sockeye..")
                        .and(not(resideInAnyPackage(CLIENTS)))
                        .and(not(resideInAnyPackage(PROTOCOL)))
                        .and(not(resideInAnyPackage(EVENTS, "dev.sockeye.engineio.netty.."))))
                .check(sockeye);
    }

    @Test
    void protocolsSeeNothingOfSockeyeButProtocols() {
        noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sockeye..").and(not(resideInAnyPackage(PROTOCOL))))
                .check(sockeye);
    }

    @Test
    void protocolsSeeNoThreadNoInputAndOutputNoLogNoClock() {
        Set<String> neededByJackson = Set.of(
                "java.io.IOException",
                "java.io.UncheckedIOException",
                "java.io.InputStream",
                "java.io.OutputStream",
                "java.io.Reader",
                "java.io.Writer",
                "java.io.StringWriter",
                "java.io.ByteArrayInputStream",
                "java.io.ByteArrayOutputStream",
                "java.io.Serializable");
        noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.util.concurrent..", "java.nio.channels..", "java.nio.file..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.io..")
                        .and(describe("are not needed by Jackson", type -> !neededByJackson.contains(type.getName()))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, Runnable.class, Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(sockeye);
    }

    @Test
    void nettyStaysInItsRooms() {
        noClasses()
                .that(not(resideInAnyPackage(HOSTS))
                        .and(not(resideInAnyPackage("dev.sockeye.engineio.client..", "dev.sockeye.cli.load.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(sockeye);
    }

    @Test
    void nobodySeesTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sockeye.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sockeye.cli..", "picocli..", "ch.qos.logback..")
                .check(sockeye);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.sockeye.(**)").should().beFreeOfCycles().check(sockeye);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages().filter(room -> !room.isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }

    @Test
    void noPackageIsADrawerForEverything() {
        List<String> drawers = List.of("util", "utils", "common", "misc", "helper", "helpers", "impl");

        assertThat(packages().filter(room -> drawers.contains(room.getRelativeName())))
                .isEmpty();
    }

    @Test
    void noClassIsNamedForWhatItIsNot() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Impl|Misc|Common|Hub)")
                .orShould()
                .haveNameMatching(".*\\.Abstract[A-Z].*")
                .check(sockeye);
    }

    private static Stream<JavaPackage> packages() {
        return sockeye.stream().map(JavaClass::getPackage).distinct();
    }
}
