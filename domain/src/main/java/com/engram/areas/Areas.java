package com.engram.areas;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.areas.MeasuredAreas.MeasuredArea;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads the areas of the current tenant's images. Measures are computed when they are read, from the best heatmap of the result
 * that the image shows, so they follow every new map.
 */
@ApplicationScoped
@Transactional
public class Areas {

    private final Database database;
    private final Analyses analyses;
    private final EarlierResults earlierResults;

    @Inject
    Areas(Database database, Analyses analyses, EarlierResults earlierResults) {
        this.database = database;
        this.analyses = analyses;
        this.earlierResults = earlierResults;
    }

    private record AreaRow(
            UUID id, UUID image, String name, String kind, String form, List<Double> coordinates, Instant createdAt) {

        Area toArea() {
            return new Area(
                    id,
                    image,
                    name,
                    AreaKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    AreaShape.of(form, coordinates),
                    createdAt);
        }
    }

    private record BrandRow(UUID analysis, String form, List<Double> coordinates) {}

    /** The areas of an image, in the order in which they were drawn. */
    public List<Area> listAreas(UUID image) {
        return database.sql("""
            select id, image_id as image, name, kind, form, coordinates, created_at from image_area
            where image_id = :image order by id
            """).bind("image", image).list(AreaRow.class).stream()
                .map(AreaRow::toArea)
                .toList();
    }

    /** An area of an image. */
    public Optional<Area> findArea(UUID image, UUID area) {
        return database.sql("""
            select id, image_id as image, name, kind, form, coordinates, created_at from image_area
            where id = :area and image_id = :image
            """)
                .bind("area", area)
                .bind("image", image)
                .find(AreaRow.class)
                .map(AreaRow::toArea);
    }

    /** The areas of an image with their measures. */
    public MeasuredAreas measure(UUID image) {
        List<Area> areas = listAreas(image);
        Optional<HeatmapGrid> map = areas.isEmpty() ? Optional.empty() : findMap(image);
        Optional<OutlineMass> mass = map.map(OutlineMass::new);
        List<AreaShape> brand = areas.stream()
                .filter(area -> area.kind().isBrand())
                .map(Area::shape)
                .toList();
        return new MeasuredAreas(
                areas.stream()
                        .map(area -> new MeasuredArea(area, AreaMeasure.of(Outline.of(area.shape()), mass)))
                        .toList(),
                brand.isEmpty() ? Optional.empty() : Optional.of(AreaMeasure.of(Outline.union(brand), mass)),
                map.map(HeatmapGrid::kind));
    }

    /** The measure of an outline by the map that an image shows. */
    public AreaMeasure measure(UUID image, AreaShape shape) {
        return AreaMeasure.of(Outline.of(shape), findMap(image).map(OutlineMass::new));
    }

    /** Regions that the image's map marks and that no area covers yet, the strongest first; empty without a map. */
    public List<ProposedArea> listProposals(UUID image) {
        Optional<HeatmapGrid> map = findMap(image);
        return map.isEmpty()
                ? List.of()
                : new Proposals(map.get())
                        .list(listAreas(image).stream().map(Area::shape).toList());
    }

    /**
     * Brand stickiness by analysis: the share of its map within all logos, products and claims of its image together. An
     * analysis without a map, or whose image has no such area, is left out.
     */
    public Map<UUID, Double> findBrandShares(Collection<UUID> analysisIds) {
        Map<UUID, List<AreaShape>> shapes =
                database.sql("""
            select a.id as analysis, r.form, r.coordinates from analysis a join image_area r on r.image_id = a.image_id
            where a.id = any(:analyses) and r.kind in ('logo', 'product', 'claim')
            """).bind("analyses", analysisIds).list(BrandRow.class).stream()
                        .collect(Collectors.groupingBy(
                                BrandRow::analysis,
                                Collectors.mapping(
                                        row -> AreaShape.of(row.form(), row.coordinates()), Collectors.toList())));
        Map<UUID, Double> shares = new HashMap<>();
        shapes.forEach((analysis, brand) -> analyses.findBestHeatmap(analysis)
                .flatMap(map -> AreaMeasure.of(Outline.union(brand), Optional.of(new OutlineMass(map)))
                        .share())
                .ifPresent(share -> shares.put(analysis, share)));
        return shares;
    }

    /** The best heatmap of the result that the image shows. */
    private Optional<HeatmapGrid> findMap(UUID image) {
        return earlierResults.findShown(image).map(Analysis::id).flatMap(analyses::findBestHeatmap);
    }
}
