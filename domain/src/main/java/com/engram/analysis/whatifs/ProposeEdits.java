package com.engram.analysis.whatifs;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.MemoryMass;
import com.engram.analysis.scorers.estimates.Rectangle;
import java.util.List;
import java.util.Optional;

/**
 * The edits that are tried if nobody chose any: moderate ones, which a designer could make. Crops and the enlarged region follow the memory
 * mass of the picture. Nothing is removed, because the engine does not know what is a logo or a product.
 */
public final class ProposeEdits {

    private ProposeEdits() {}

    /** Fifteen edits, which cost three credits. */
    public static List<Edit> propose(HeatmapGrid map) {
        MemoryMass mass = new MemoryMass(map);
        Rectangle hottest = mass.densest(0.35, 0.35);
        return List.of(
                Edit.crop(mass.densest(0.9, 0.9)),
                Edit.crop(mass.densest(0.8, 0.8)),
                Edit.crop(mass.densest(0.65, 0.65)),
                reframe(4 / 5.0, hottest),
                reframe(1, hottest),
                new Edit(EditKind.ENLARGE, Optional.of(hottest), Optional.of(1.3)),
                Edit.of(EditKind.CONTRAST, 1.2),
                Edit.of(EditKind.CONTRAST, 0.85),
                Edit.of(EditKind.SATURATION, 1.3),
                Edit.of(EditKind.SATURATION, 0.7),
                Edit.of(EditKind.BRIGHTNESS, 1.15),
                Edit.of(EditKind.BRIGHTNESS, 0.85),
                new Edit(EditKind.BLUR, Optional.of(coldestStripe(mass)), Optional.of(1.0)),
                Edit.of(EditKind.MIRROR),
                Edit.of(EditKind.GREYSCALE));
    }

    private static Edit reframe(double aspect, Rectangle around) {
        return new Edit(EditKind.REFRAME, Optional.of(around), Optional.of(aspect));
    }

    /** The edge, a quarter of the picture, with the least memory mass: what could draw attention away. */
    private static Rectangle coldestStripe(MemoryMass mass) {
        return List.of(
                        new Rectangle(0, 0, 0.25, 1),
                        new Rectangle(0.75, 0, 0.25, 1),
                        new Rectangle(0, 0, 1, 0.25),
                        new Rectangle(0, 0.75, 1, 0.25))
                .stream()
                .min((one, other) -> Double.compare(mass.share(one), mass.share(other)))
                .orElseThrow();
    }
}
