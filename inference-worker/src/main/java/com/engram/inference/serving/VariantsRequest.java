package com.engram.inference.serving;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Derivative;
import com.engram.inference.image.Edit;
import com.engram.inference.image.Region;
import com.engram.inference.image.Variant;
import com.engram.inference.scoring.Variants;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of an invocation with {@code task=variants}.
 *
 * @param imageUrl a signed URL to GET the image
 * @param variants one to {@link DecodeRequest#MAX_VARIANTS} variants of it
 * @param model the model, as {@code name} or {@code name:version}, or null for the default model; the attribute of the request header
 *     takes precedence
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record VariantsRequest(
        @Nullable String imageUrl,
        List<RequestedVariant> variants,
        @Nullable String model) {
    /** The largest number of variants that are stored as files. */
    static final int MAX_FILES = 5;

    /** Without variants, the list is empty. */
    VariantsRequest {
        variants = variants == null
                ? List.of()
                : variants.stream()
                        .map(variant -> Objects.requireNonNullElse(variant, new RequestedVariant(null, null)))
                        .toList();
    }

    /** Whether there is an image, and as many variants and files as allowed. */
    boolean isComplete() {
        return imageUrl != null
                && !variants.isEmpty()
                && variants.size() <= DecodeRequest.MAX_VARIANTS
                && variants.stream()
                                .filter(variant -> variant.storeUrl() != null)
                                .count()
                        <= MAX_FILES;
    }

    /**
     * The variants to decode.
     *
     * @throws InvalidVariantException if one of the edits cannot be applied
     */
    List<Variant.Requested> parse() throws InvalidVariantException {
        List<Variant.Requested> parsed = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            RequestedVariant variant = variants.get(i);
            String pointer = "/variants/" + i + "/edit";
            if (variant.edit() == null) {
                throw new InvalidVariantException(pointer, "The variant has no edit.");
            }
            try {
                parsed.add(new Variant.Requested(variant.edit().parse(), variant.storeUrl() != null));
            } catch (Edit.InvalidEditException e) {
                throw new InvalidVariantException(pointer + "/" + e.field(), String.valueOf(e.getMessage()));
            }
        }
        return parsed;
    }

    /** The files of the variants by the URLs at which they are stored. */
    Map<String, byte[]> files(Variants scored) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < variants.size(); i++) {
            String url = variants.get(i).storeUrl();
            Optional<Derivative> file = scored.variants().get(i).file();
            if (url != null && file.isPresent()) {
                files.put(url, file.get().jpeg());
            }
        }
        return files;
    }

    /**
     * A variant.
     *
     * @param storeUrl a signed URL to PUT the variant as image/jpeg, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestedVariant(
            @Nullable RequestedEdit edit, @Nullable String storeUrl) {}

    /**
     * An edit.
     *
     * @param kind the code of an {@link Edit.Kind}
     * @param rect the region; required by {@code crop}, {@code remove} and {@code enlarge}, the whole image if it is absent for others
     * @param factor the amount; required by kinds that have one, except for {@code blur}, which has the default {@link #BLUR}
     * @param aspect the amount of {@code reframe}, width by height
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestedEdit(
            @Nullable String kind,
            @Nullable Rect rect,
            @Nullable Double factor,
            @Nullable Double aspect) {
        /** The standard deviation of a blur, in percent of the longer side. */
        private static final double BLUR = 2;

        Edit parse() {
            if (kind == null) {
                throw new Edit.InvalidEditException("kind", "The edit has no kind.");
            }
            Edit.Kind known = Edit.Kind.ofCode(kind);
            return new Edit(known, region(known), amount(known));
        }

        private Region region(Edit.Kind known) {
            if (!known.hasRegion()) {
                return Region.WHOLE;
            }
            if (rect != null) {
                return rect.parse();
            }
            if (known == Edit.Kind.REFRAME || known == Edit.Kind.BLUR) {
                return Region.WHOLE;
            }
            throw new Edit.InvalidEditException("rect", "The edit " + kind + " needs a rectangle.");
        }

        private double amount(Edit.Kind known) {
            Double amount = known == Edit.Kind.REFRAME ? aspect : factor;
            if (!known.hasAmount()) {
                return 1;
            }
            if (amount == null && known == Edit.Kind.BLUR) {
                return BLUR;
            }
            if (amount == null) {
                throw new Edit.InvalidEditException(
                        known == Edit.Kind.REFRAME ? "aspect" : "factor", "The edit " + kind + " needs a number.");
            }
            return amount;
        }
    }

    /** A rectangle, as fractions of the upright image. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rect(double x, double y, double width, double height) {
        Region parse() {
            try {
                return new Region(x, y, width, height);
            } catch (IllegalArgumentException e) {
                throw new Edit.InvalidEditException("rect", String.valueOf(e.getMessage()));
            }
        }
    }

    /** A variant cannot be made. */
    static final class InvalidVariantException extends Exception {
        private static final long serialVersionUID = 1;

        private final String pointer;
        private final String detail;

        InvalidVariantException(String pointer, String detail) {
            super(pointer + ": " + detail);
            this.pointer = pointer;
            this.detail = detail;
        }

        String pointer() {
            return pointer;
        }

        String detail() {
            return detail;
        }
    }
}
