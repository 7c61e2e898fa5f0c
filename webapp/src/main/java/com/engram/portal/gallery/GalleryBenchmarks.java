package com.engram.portal.gallery;

import com.engram.library.Benchmark;
import com.engram.library.BenchmarkId;
import com.engram.library.Benchmarks;
import com.engram.library.Place;
import com.engram.library.Places;
import com.engram.web.PublicBenchmarkId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The benchmarks that the gallery compares scores with. */
@ApplicationScoped
class GalleryBenchmarks {

    @Inject
    private Places places;

    @Inject
    private Benchmarks benchmarks;

    /** The projects, or the tags, that have enough results. */
    List<FilterOption> options(Benchmark benchmark) {
        return benchmarks.listGroupsWithPlaces(benchmark).stream()
                .map(group -> new FilterOption(
                        PublicBenchmarkId.of(new BenchmarkId(benchmark, Optional.of(group.id()))), group.name()))
                .toList();
    }

    /** The places of images in the benchmark that was asked for; none among photographs, where each score has its percentile. */
    Map<UUID, Place> places(GalleryQuery query, Collection<UUID> images) {
        return query.benchmark().map(id -> places.rank(images, id)).orElse(Map.of());
    }

    /** Whether scores have no place in the benchmark that was asked for: it has too few results, or does not exist any more. */
    static boolean areMissing(GalleryQuery query, List<ImageCard> cards) {
        return query.benchmark().isPresent()
                && cards.stream().anyMatch(card -> card.score().isPresent())
                && cards.stream().allMatch(card -> card.place().isEmpty());
    }
}
