package com.engram.launcher.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The libraries of a release with their licences, by the lists of contents (CycloneDX) that the build makes of its modules. */
final class ThirdPartyNotices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "com.engram";

    private final SortedMap<String, String> lines = new TreeMap<>();

    /** Adds the components of a list, except for Engram's own modules. */
    void add(Path bom) throws IOException {
        for (JsonNode component : JSON.readTree(bom.toFile()).path("components")) {
            String group = component.path("group").asText();
            if (!group.equals(OURS)) {
                String name = "%s:%s %s"
                        .formatted(
                                group,
                                component.path("name").asText(),
                                component.path("version").asText());
                lines.put(name, "| %s | %s | %s |".formatted(name, licences(component), website(component)));
            }
        }
    }

    private static String licences(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            names.add(
                    entry.has("expression")
                            ? entry.path("expression").asText()
                            : licence.path("id").asText(licence.path("name").asText()));
        }
        return names.isEmpty()
                ? "see the library's archive"
                : String.join("; ", names).replace("|", "/");
    }

    private static String website(JsonNode component) {
        for (JsonNode reference : component.path("externalReferences")) {
            if (reference.path("type").asText().equals("website")) {
                return reference.path("url").asText();
            }
        }
        return "";
    }

    /** How many libraries there are. */
    int size() {
        return lines.size();
    }

    /** All of them as a page in Markdown. */
    String page() {
        return """
                # Third-party libraries
                What this release contains beside Engram's own code, with the licences that its authors state. The texts of the licences and
                their notices are in the archives of the libraries (`META-INF`). Open Liberty's are in `wlp/lafiles`, PostgreSQL's in
                `distribution/postgres`. `sbom/` has the same lists in CycloneDX's format.

                | Library | Licence | Website |
                |---|---|---|
                """ + String.join("\n", lines.values()) + "\n";
    }
}
