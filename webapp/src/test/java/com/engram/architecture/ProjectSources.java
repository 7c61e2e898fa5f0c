package com.engram.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java sources of all modules, for tests that compare the documents in docs/ with the code. */
final class ProjectSources {

    /** A name in backticks: {@code `package.Type`} or {@code `package.Type.member`}, without {@code com.engram}. */
    static final Pattern NAME = Pattern.compile("`([a-z.]+)\\.([A-Z]\\w+)(?:\\.(\\w+))?`");

    private static final Path ROOT = Path.of("..");
    private static final String BASE = "/src/main/java/com/engram/";

    private final List<Path> files;

    private ProjectSources(List<Path> files) {
        this.files = files;
    }

    static ProjectSources read() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of(
                "db-migrations", "domain", "batch-jobs", "webapp", "inference-worker", "liberty-config", "clients")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().endsWith(".java")
                                && file.toString().contains("/src/")
                                && !file.toString().contains("/target/"))
                        .forEach(found::add);
            }
        }
        return new ProjectSources(found);
    }

    /** The text of a document in docs/. */
    static String document(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /**
     * Whether the code has the type and, if one is named, the member.
     *
     * @param name a match of {@link #NAME}
     * @param where a part of the path, such as {@code /src/test/}
     */
    boolean declare(MatchResult name, String where) throws IOException {
        String file = "/" + name.group(1).replace('.', '/') + "/" + name.group(2) + ".java";
        for (Path source : files) {
            String path = source.toString();
            if (path.contains(where) && path.endsWith(file)) {
                return name.group(3) == null
                        || Pattern.compile("\\b" + name.group(3) + "\\b")
                                .matcher(Files.readString(source))
                                .find();
            }
        }
        return false;
    }

    /** All packages of the products' code that hold types, without {@code com.engram}. */
    Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        for (Path file : files) {
            String path = file.toString();
            int base = path.indexOf(BASE);
            String name = file.getFileName().toString();
            if (base >= 0 && !name.equals("package-info.java")) {
                String folder = path.substring(base + BASE.length(), path.length() - name.length() - 1);
                packages.add(folder.replace('/', '.'));
            }
        }
        return packages;
    }
}
