package com.engram.campaigns;

import com.engram.database.Database;
import com.engram.images.upload.ImageNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds images of the current tenant's library by the names that other programs give them. */
@ApplicationScoped
@Transactional
class LibraryNames {

    private static final Pattern ENDING = Pattern.compile("\\.[a-z0-9]{2,5}$");

    /** From the strictest way to compare two names to the loosest one. */
    private static final List<UnaryOperator<String>> WAYS =
            List.of(UnaryOperator.identity(), ImageNames::ofFile, LibraryNames::folded, LibraryNames::stem);

    private final Database database;

    @Inject
    LibraryNames(Database database) {
        this.database = database;
    }

    /** The images that may be meant by some names. */
    record Candidates(List<NamedImage> images) {

        /**
         * The image that a name means: one with exactly this name, else one with this name in another folder, else one with the name in
         * other upper or lower case, else one with the name apart from its ending. Of images with the same bytes, the newest.
         *
         * @return empty images if none is meant, and several if it is open which one is
         */
        List<UUID> find(String name) {
            String path = ImageNames.ofPath(name.replace('\\', '/'));
            return WAYS.stream()
                    .map(way -> find(way, way.apply(path)))
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        private List<UUID> find(UnaryOperator<String> way, String name) {
            List<NamedImage> named = images.stream()
                    .filter(image -> way.apply(image.filename()).equals(name))
                    .toList();
            boolean sameBytes = named.size() > 1
                    && named.get(0).sha256() != null
                    && named.stream()
                                    .map(image -> Optional.ofNullable(image.sha256()))
                                    .distinct()
                                    .count()
                            == 1;
            return named.stream().limit(sameBytes ? 1 : 2).map(NamedImage::id).toList();
        }
    }

    /** An image with its name. */
    record NamedImage(UUID id, String filename, @Nullable String sha256) {}

    /** The images that may be meant by the names, the newest first. Those whose bytes never arrived do not count. */
    Candidates find(Collection<String> names) {
        List<String> stems = names.stream().map(LibraryNames::stem).distinct().toList();
        return new Candidates(database.sql("""
                        select id, filename, sha256 from image
                        where tenant_id = current_tenant() and state <> 'AWAITING_UPLOAD'
                          and regexp_replace(lower(filename), '^.*/|\\.[a-z0-9]{2,5}$', '', 'g') = any(:stems)
                        order by created_at desc, id
                        """).bind("stems", stems).list(NamedImage.class));
    }

    private static String folded(String name) {
        return ImageNames.ofFile(name).toLowerCase(Locale.ROOT);
    }

    private static String stem(String name) {
        return ENDING.matcher(folded(name)).replaceFirst("");
    }
}
