package com.engram.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.Analyses;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.areas.AreaShape.Point;
import com.engram.areas.AreaShape.Polygon;
import com.engram.areas.AreaShape.Rectangle;
import com.engram.images.deletion.DeleteImage;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Areas that people draw on an image. The test's heatmaps have two cells, which hold a third and two thirds. */
@DomainTest
class AreasTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final Rectangle LEFT = new Rectangle(0, 0, 0.5, 1);
    private static final Rectangle RIGHT = new Rectangle(0.5, 0, 0.5, 1);

    private final DrawArea drawArea;
    private final Areas areas;
    private final Analyses analyses;
    private final DeleteImage deleteImage;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    AreasTest(
            DrawArea drawArea,
            Areas areas,
            Analyses analyses,
            DeleteImage deleteImage,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.drawArea = drawArea;
        this.areas = areas;
        this.analyses = analyses;
        this.deleteImage = deleteImage;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("pro");
    }

    @Test
    void an_area_holds_a_share_once_its_image_has_a_map() {
        UUID image = imageOf(images.queue(tenant));
        Area logo = drawn(image, "  Logo ", AreaKind.LOGO, RIGHT);

        MeasuredAreas before = measure(image);
        scores.scoreAll(0.5);
        MeasuredAreas after = measure(image);

        assertThat(logo.name()).isEqualTo("Logo");
        assertThat(before.map()).isEmpty();
        assertThat(before.areas().get(0).measure()).isEqualTo(new AreaMeasure(0.5, Optional.empty()));
        assertThat(after.map()).contains(HeatmapKind.DECOMPOSITION);
        AreaMeasure measure = after.areas().get(0).measure();
        assertThat(measure.share().orElseThrow()).isCloseTo(2 / 3.0, EXACT);
        assertThat(measure.effect().orElseThrow()).isCloseTo(4 / 3.0, EXACT);
    }

    @Test
    void a_deep_map_measures_the_areas_anew() {
        UUID image = imageOf(images.queueWithHeatmap(tenant));
        drawn(image, "Face", AreaKind.FACE, LEFT);
        scores.scoreAll(0.5);
        assertThat(measure(image).map()).contains(HeatmapKind.DECOMPOSITION);

        scores.mapAll();

        assertThat(measure(image).map()).contains(HeatmapKind.DEEP);
    }

    @Test
    void brand_stickiness_counts_overlaps_once_and_no_faces() {
        UUID analysis = images.queue(tenant);
        UUID image = imageOf(analysis);
        scores.scoreAll(0.5);
        drawn(image, "Face", AreaKind.FACE, LEFT);
        assertThat(brandShares(analysis)).isEmpty();
        assertThat(measure(image).brand()).isEmpty();

        drawn(image, "Logo", AreaKind.LOGO, new Rectangle(0.5, 0, 0.4, 1));
        drawn(image, "Claim", AreaKind.CLAIM, new Rectangle(0.6, 0, 0.4, 1));

        assertThat(brandShares(analysis).get(analysis)).isCloseTo(2 / 3.0, EXACT);
        AreaMeasure brand = measure(image).brand().orElseThrow();
        assertThat(brand.surface()).isCloseTo(0.5, EXACT);
        assertThat(brand.share().orElseThrow()).isCloseTo(2 / 3.0, EXACT);
    }

    @Test
    void an_area_is_changed_and_deleted() {
        UUID image = imageOf(images.queue(tenant));
        Area area = drawn(image, "Logo", AreaKind.LOGO, LEFT);
        Polygon triangle = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1)));

        DrawArea.Result changed = tenants.call(
                tenant,
                () -> drawArea.change(image, area.id(), new DrawArea.Drawing("Bottle", AreaKind.PRODUCT, triangle)));

        assertThat(changed)
                .isEqualTo(new DrawArea.Drawn(
                        new Area(area.id(), image, "Bottle", AreaKind.PRODUCT, triangle, area.createdAt())));
        assertThat(tenants.call(tenant, () -> drawArea.delete(image, area.id())))
                .isTrue();
        assertThat(tenants.call(tenant, () -> drawArea.delete(image, area.id())))
                .isFalse();
        assertThat(tenants.call(tenant, () -> areas.listAreas(image))).isEmpty();
    }

    @Test
    void a_wrong_area_is_refused_with_the_field_that_is_wrong() {
        UUID image = imageOf(images.queue(tenant));
        List<Point> crossing = List.of(new Point(0, 0), new Point(1, 1), new Point(1, 0), new Point(0, 1));
        List<Point> tooMany =
                Stream.generate(() -> new Point(0.5, 0.5)).limit(101).toList();
        Map<AreaShape, String> wrong = Map.of(
                new Rectangle(-0.1, 0, 0.5, 0.5), "rect/x",
                new Rectangle(0, 1.5, 0.5, 0.5), "rect/y",
                new Rectangle(0.6, 0, 0.5, 0.5), "rect/width",
                new Rectangle(0, 0, 0.5, Double.NaN), "rect/height",
                new Rectangle(0, 0, 0.001, 0.001), "rect",
                new Polygon(List.of(new Point(0, 0), new Point(1, 1))), "polygon",
                new Polygon(List.of(new Point(0, 0), new Point(1, 2), new Point(1, 0))), "polygon/1/1",
                new Polygon(crossing), "polygon",
                new Polygon(tooMany), "polygon");

        wrong.forEach((shape, field) -> assertThat(field(draw(image, "Logo", AreaKind.LOGO, shape)))
                .as(shape.toString())
                .contains(field));
        for (String name : List.of(" ", "x".repeat(101), "two\nlines")) {
            assertThat(field(draw(image, name, AreaKind.LOGO, LEFT))).as(name).contains("name");
        }
        assertThat(tenants.call(tenant, () -> areas.listAreas(image))).isEmpty();
    }

    @Test
    void an_image_has_a_limited_number_of_areas() {
        UUID image = imageOf(images.queue(tenant));
        IntStream.range(0, DrawArea.MAX_AREAS).forEach(i -> drawn(image, "Area " + i, AreaKind.OTHER, LEFT));

        DrawArea.Result result = draw(image, "One more", AreaKind.OTHER, LEFT);

        assertThat(result)
                .isInstanceOfSatisfying(
                        DrawArea.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.TOO_MANY_AREAS));
    }

    @Test
    void another_tenant_neither_sees_nor_changes_an_area() {
        UUID analysis = images.queue(tenant);
        UUID image = imageOf(analysis);
        scores.scoreAll(0.5);
        Area area = drawn(image, "Logo", AreaKind.LOGO, LEFT);
        TenantId other = tenants.open("free");
        DrawArea.Drawing drawing = new DrawArea.Drawing("Mine", AreaKind.OTHER, RIGHT);

        assertThat(tenants.call(other, () -> areas.listAreas(image))).isEmpty();
        assertThat(tenants.call(other, () -> areas.findBrandShares(List.of(analysis))))
                .isEmpty();
        assertThat(tenants.call(other, () -> drawArea.draw(image, drawing))).isEqualTo(new DrawArea.NotFound());
        assertThat(tenants.call(other, () -> drawArea.change(image, area.id(), drawing)))
                .isEqualTo(new DrawArea.NotFound());
        assertThat(tenants.call(other, () -> drawArea.delete(image, area.id()))).isFalse();
        assertThat(tenants.call(tenant, () -> areas.listAreas(image))).containsExactly(area);
    }

    @Test
    void areas_are_deleted_with_their_image() {
        UUID image = imageOf(images.queue(tenant));
        scores.scoreAll(0.5);
        drawn(image, "Logo", AreaKind.LOGO, LEFT);

        tenants.call(tenant, () -> deleteImage.delete(image));

        assertThat(tenants.call(tenant, () -> areas.listAreas(image))).isEmpty();
    }

    private MeasuredAreas measure(UUID image) {
        return tenants.call(tenant, () -> areas.measure(image));
    }

    private Map<UUID, Double> brandShares(UUID analysis) {
        return tenants.call(tenant, () -> areas.findBrandShares(List.of(analysis)));
    }

    private DrawArea.Result draw(UUID image, String name, AreaKind kind, AreaShape shape) {
        return tenants.call(tenant, () -> drawArea.draw(image, new DrawArea.Drawing(name, kind, shape)));
    }

    private Area drawn(UUID image, String name, AreaKind kind, AreaShape shape) {
        return ((DrawArea.Drawn) draw(image, name, kind, shape)).area();
    }

    private static Optional<String> field(DrawArea.Result result) {
        return result instanceof DrawArea.Refused refused ? refused.field() : Optional.empty();
    }

    private UUID imageOf(UUID analysis) {
        return tenants.call(
                tenant, () -> analyses.findAnalysis(analysis).orElseThrow().image());
    }
}
