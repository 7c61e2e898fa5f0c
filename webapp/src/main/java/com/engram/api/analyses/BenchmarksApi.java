package com.engram.api.analyses;

import com.engram.library.Benchmark;
import com.engram.library.Benchmarks;
import com.engram.library.Place;
import com.engram.people.Permission;
import com.engram.web.PublicBenchmarkId;
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
     * @param benchmark {@code photographs}, {@code library}, {@code project} or {@code tag}
     * @param projectId the project; null for the others
     * @param tagId the tag; null for the others
     * @param name of the project or tag; null for the others
     * @param count how many results it has, at most 5,000; null for a published distribution
     * @param required how many results it needs; null for a published distribution
     * @param available whether it has enough results for places
     */
    public record BenchmarkJson(
            String id,
            String benchmark,
            @Nullable String projectId,
            @Nullable String tagId,
            @Nullable String name,
            @Nullable Long count,
            @Nullable Integer required,
            boolean available) {

        static BenchmarkJson of(Benchmarks.Size size) {
            return new BenchmarkJson(
                    idOf(size),
                    size.benchmark().code(),
                    size.benchmark() == Benchmark.PROJECT ? idOf(size) : null,
                    size.benchmark() == Benchmark.TAG ? idOf(size) : null,
                    size.group().map(Place.Group::name).orElse(null),
                    size.results().orElse(null),
                    size.results().map(count -> Place.MIN_RESULTS).orElse(null),
                    size.hasPlaces());
        }

        private static String idOf(Benchmarks.Size size) {
            return PublicBenchmarkId.of(size.id());
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
            description =
                    "Photographs first, then the library, then the projects, then the tags, both the newest first. `id`"
                            + " is a value of `benchmark` in `GET /analyses/{id}`. The library, a project and a tag are available"
                            + " from 30 results on. Only images that have a score count.")
    @APIResponseSchema(BenchmarkList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicBenchmarkId::parse,
                page -> ApiPage.of(
                        page.load(size -> benchmarks.listBenchmarks(page.after(), size)),
                        BenchmarkJson::of,
                        BenchmarkJson::idOf));
    }
}
