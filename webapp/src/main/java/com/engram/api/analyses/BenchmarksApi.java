package com.engram.api.analyses;

import com.engram.library.Benchmark;
import com.engram.library.Benchmarks;
import com.engram.library.Place;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Benchmarks: what a score can be compared with. */
@Path("/api/v1/benchmarks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BenchmarksApi {

    @Inject
    private Benchmarks benchmarks;

    /**
     * A benchmark.
     *
     * @param id the value of {@code ?benchmark=} that asks for places in it
     * @param benchmark {@code photographs}, {@code library} or {@code project}
     * @param count how many results it has, at most 5,000; null for a published distribution
     * @param required how many results it needs; null for a published distribution
     * @param available whether it has enough results for places
     */
    public record BenchmarkJson(
            String id,
            String benchmark,
            @Nullable String projectId,
            @Nullable String name,
            @Nullable Long count,
            @Nullable Integer required,
            boolean available) {

        static BenchmarkJson of(Benchmarks.Size size) {
            return new BenchmarkJson(
                    idOf(size),
                    size.benchmark().code(),
                    size.project()
                            .map(project -> PublicId.PROJECT.of(project.id()))
                            .orElse(null),
                    size.project().map(Place.ProjectName::name).orElse(null),
                    size.results().orElse(null),
                    size.results().map(count -> Place.MIN_RESULTS).orElse(null),
                    size.hasPlaces());
        }

        private static String idOf(Benchmarks.Size size) {
            return size.project()
                    .map(project -> PublicId.PROJECT.of(project.id()))
                    .orElse(size.benchmark().code());
        }
    }

    /** A page of benchmarks. */
    public record BenchmarkList(
            List<BenchmarkJson> data, @Nullable String nextCursor) {}

    @GET
    @Transactional
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "List what a score can be compared with",
            description = "Photographs first, then the library, then the projects, the newest first. `id` is a value of"
                    + " `benchmark` in `GET /analyses/{id}`. The library and a project are available from 30 results on."
                    + " Only images that have a score count.")
    @APIResponseSchema(BenchmarkList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                BenchmarksApi::parse,
                page -> ApiPage.of(
                        page.load(size -> benchmarks.listBenchmarks(page.after(), size)),
                        BenchmarkJson::of,
                        BenchmarkJson::idOf));
    }

    private static Optional<Benchmarks.Position> parse(String cursor) {
        return PublicId.PROJECT
                .parse(cursor)
                .map(project -> new Benchmarks.Position(Benchmark.PROJECT, Optional.of(project)))
                .or(() -> Benchmark.findByCode(cursor)
                        .filter(benchmark -> benchmark != Benchmark.PROJECT)
                        .map(benchmark -> new Benchmarks.Position(benchmark, Optional.empty())));
    }
}
