package com.engram.it;

import com.engram.web.security.RequiresReauthentication;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An endpoint of the catalogue.
 *
 * @param name method and path, and for the second one of both the type that it takes
 * @param ownAnswer the status for an id of one's own; 0 for a route that takes no id
 */
record Route(String name, Credentials credentials, Id id, int ownAnswer) {

    private static final String CSV = "text/csv";

    /** The kind of caller that a route admits. */
    enum Credentials {
        ANYBODY,
        KEY,
        SESSION,
        CONSOLE,
        OPERATOR,
        /** A third party that signs its messages. */
        SIGNED
    }

    /** What the id in the path identifies; in the body if the path has none. */
    enum Id {
        NONE,
        IMAGE,
        /** An area with its image: the parameters of the path with what is between them. */
        AREA,
        /** A note with its image, likewise. */
        NOTE,
        ANALYSIS,
        FAILED_ANALYSIS,
        FAILED_IMAGE,
        BATCH,
        /** A stream of its events ends at once. */
        ENDED_BATCH,
        COMPARISON,
        /** The kind of a report with the id of what it is about. */
        REPORT,
        CAMPAIGN,
        WHAT_IF,
        PROJECT,
        SHARE,
        /** A comment with its share link, likewise. */
        COMMENT,
        EXPORT,
        DATA_SET,
        OWN_MODEL,
        WEBHOOK,
        LISTENER,
        /** A delivery with its endpoint, likewise. */
        DELIVERY,
        KEY,
        MEMBER,
        INVITATION,
        PASSKEY,
        SESSION,
        TENANT,
        PLAN,
        EMAIL,
        NOTIFICATION
    }

    static Route of(String name, Credentials credentials) {
        return new Route(name, credentials, Id.NONE, 0);
    }

    static Route of(String name, Credentials credentials, Id id, int ownAnswer) {
        return new Route(name, credentials, id, ownAnswer);
    }

    String method() {
        return name.split(" ")[0];
    }

    String path() {
        return name.split(" ")[1];
    }

    boolean changesSomething() {
        return !method().equals("GET");
    }

    /** The names of all endpoints in the code. */
    static Set<String> all() {
        return ApplicationClasses.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(Route::namesIn)
                .collect(Collectors.toSet());
    }

    /** The permissions that each endpoint requires, by its name; empty for a public endpoint. */
    static Map<String, Set<String>> permissions() {
        Map<String, Set<String>> permissions = new HashMap<>();
        ApplicationClasses.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                        .forEach(method -> permissions.put(nameOf(type, method), asked(type, method))));
        return permissions;
    }

    /** The names of the endpoints that require reauthentication. */
    static Set<String> needingProof() {
        return ApplicationClasses.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(RequiresReauthentication.class))
                .map(method -> nameOf(method.getOwner(), method))
                .collect(Collectors.toSet());
    }

    private static Set<String> asked(JavaClass type, JavaMethod method) {
        if (method.isAnnotatedWith(PermitAll.class)) {
            return Set.of();
        }
        return method.tryGetAnnotationOfType(RolesAllowed.class)
                .or(() -> type.tryGetAnnotationOfType(RolesAllowed.class))
                .map(allowed -> Set.of(allowed.value()))
                .orElse(Set.of());
    }

    private static Stream<String> namesIn(JavaClass resource) {
        return resource.getMethods().stream()
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                .map(method -> nameOf(resource, method));
    }

    static String nameOf(JavaClass resource, JavaMethod method) {
        String verb = method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .map(annotation -> annotation.getRawType().getSimpleName())
                .findFirst()
                .orElseThrow();
        String below = method.tryGetAnnotationOfType(Path.class)
                .map(path -> "/" + path.value())
                .orElse("");
        String path = (resource.getAnnotationOfType(Path.class).value() + below).replaceAll("/+", "/");
        String type = method.tryGetAnnotationOfType(Consumes.class)
                .map(consumes -> consumes.value()[0])
                .map(consumed -> consumed.startsWith("multipart/") ? " multipart" : consumed.equals(CSV) ? " csv" : "")
                .orElse("");
        return verb + " " + path + type;
    }
}
