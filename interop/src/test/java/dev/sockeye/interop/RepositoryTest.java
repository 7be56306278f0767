package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the files of the repository. */
final class RepositoryTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 500;
    private static final Set<String> UNPUBLISHED = Set.of("testkit", "interop", "benchmarks", "examples");

    @Test
    void noJavaFileIsLongerThan500Lines() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(sources.stream().filter(file -> lines(file) > LONGEST_FILE)).isEmpty();
    }

    @Test
    void theBomListsEveryPublishedModule() throws IOException {
        String bom = Files.readString(ROOT.resolve("socketio-bom/pom.xml"));
        List<String> published = all("<module>(.*?)</module>", Files.readString(ROOT.resolve("pom.xml"))).stream()
                .filter(module -> !UNPUBLISHED.contains(module) && !module.equals("socketio-bom"))
                .toList();

        String listed = bom.substring(bom.indexOf("<dependencyManagement>"));
        assertThat(all("<artifactId>(.*?)</artifactId>", listed)).containsExactlyInAnyOrderElementsOf(published);
        assertThat(all("<version>(.*?)</version>", listed))
                .containsOnly(all("<version>(.*?)</version>", bom).get(0));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(RepositoryTest::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        Path javaScript = folder.resolve("test/js");
        try (Stream<Path> files = Files.find(
                folder, 30, (file, attributes) -> file.toString().endsWith(".java") && !file.startsWith(javaScript))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
