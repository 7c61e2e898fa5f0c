package com.engram.admin.models;

import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.ListModels;
import com.engram.analysis.scorers.ServedModel;
import com.engram.people.Permission;
import com.engram.plans.weights.AcceptWeightsTerms;
import com.engram.plans.weights.WeightsTerms;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Models for the operator: which models the backends serve, the terms of their weights, and which one is the default. */
@Path("/api/v1/admin/models")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ModelsAdminApi {

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private ListModels listModels;

    @Inject
    private WeightsTerms weightsTerms;

    @Inject
    private AcceptWeightsTerms acceptTerms;

    /**
     * A model that a backend serves; the active one answers requests that name no model.
     *
     * @param backend the name of the backend
     * @param active whether it answers requests that name no model
     * @param architecture the architecture of the network
     * @param terms what its card says about the use of its weights; null without any
     */
    public record ServedJson(
            String backend,
            String model,
            boolean active,
            String architecture,
            @Nullable String terms) {}

    /**
     * The terms of weights that score now.
     *
     * @param text what the card of the model says about the use of its weights
     * @param acceptedAt null until an operator accepts them; until then nobody can pay
     * @param models the models with these terms
     * @param acceptedBy the operator who accepted them; null until then
     */
    public record TermsJson(
            List<String> models,
            String text,
            @Nullable String acceptedBy,
            @Nullable String acceptedAt) {

        static TermsJson of(WeightsTerms.Terms terms) {
            return new TermsJson(
                    terms.models(),
                    terms.text(),
                    terms.acceptance().map(WeightsTerms.Acceptance::by).orElse(null),
                    terms.acceptance()
                            .map(acceptance -> acceptance.at().toString())
                            .orElse(null));
        }
    }

    /** The model whose terms to accept, as name:version. */
    public record AcceptRequest(@Nullable String model) {}

    /** A tenant that is pinned to a model. */
    public record PinJson(String tenantId, String model) {}

    /**
     * The default model of tenants without a pinned one (null means each backend's active model), the models that
     * backends serve, and the pinned tenants.
     *
     * @param rolledOut the default model as name:version; null means each backend's active model
     * @param served the models that backends serve
     * @param terms the terms of the models' weights
     * @param pinned the pinned tenants
     */
    public record ModelsJson(
            @Nullable String rolledOut, List<ServedJson> served, List<TermsJson> terms, List<PinJson> pinned) {}

    /** The new default model as name:version; null for each backend's active one. */
    public record RollOutRequest(@Nullable String model) {}

    @GET
    @Operation(summary = "List the models of all backends, the default model and the pinned tenants")
    public ModelsJson models() {
        // Storing what the backends list comes before reading their terms.
        Map<String, List<ServedModel>> listed = listModels.list();
        return new ModelsJson(
                chooseModel.listRollOuts().stream()
                        .findFirst()
                        .flatMap(ChooseModel.RollOut::model)
                        .orElse(null),
                served(listed),
                weightsTerms.listTerms().stream().map(TermsJson::of).toList(),
                chooseModel.listPins().stream()
                        .map(pin -> new PinJson(PublicId.TENANT.of(pin.tenant().value()), pin.model()))
                        .toList());
    }

    @PATCH
    @Operation(summary = "Set the default model of all tenants without a pinned one")
    @APIResponseSchema(ModelsJson.class)
    @RolesAllowed(Permission.ADMINISTER)
    public Response rollOut(@Nullable RollOutRequest request) {
        if (request == null) {
            return ProblemResponses.badRequest("Send {\"model\"} with a name:version or null.");
        }
        if (!chooseModel.rollOut(Optional.ofNullable(request.model()))) {
            return ProblemResponses.response(
                    422, "unknown_model", "No backend says that it has " + request.model() + ".");
        }
        return Response.ok(models()).build();
    }

    @POST
    @Path("terms")
    @RolesAllowed(Permission.ADMINISTER)
    @Operation(
            summary = "Accept the terms of a model's weights",
            description =
                    "Weights that were trained on pictures for research have terms. Until an operator accepts them,"
                            + " nobody can buy a plan or get an invoice. The audit log records who accepted them and when.")
    @APIResponseSchema(ModelsJson.class)
    public Response accept(@Nullable AcceptRequest request) {
        if (request == null || request.model() == null) {
            return ProblemResponses.badRequest("Send {\"model\"} with a name:version.");
        }
        return acceptTerms.accept(request.model())
                ? Response.ok(models()).build()
                : ProblemResponses.response(
                        422, "unknown_model", "No backend serves " + request.model() + " with terms to accept.");
    }

    private static List<ServedJson> served(Map<String, List<ServedModel>> models) {
        return models.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(one -> new ServedJson(
                                entry.getKey(),
                                one.fullName(),
                                one.active(),
                                one.architecture(),
                                one.terms().orElse(null))))
                .toList();
    }
}
