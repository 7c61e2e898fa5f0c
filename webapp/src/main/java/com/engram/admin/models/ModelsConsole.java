package com.engram.admin.models;

import com.engram.admin.ConsoleLayout;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.ListModels;
import com.engram.people.Permission;
import com.engram.plans.weights.AcceptWeightsTerms;
import com.engram.plans.weights.WeightsTerms;
import com.engram.training.DecideOnModel;
import com.engram.training.ModelComparison;
import com.engram.training.ModelState;
import com.engram.training.OwnModel;
import com.engram.training.OwnModels;
import com.engram.training.TrainingFailure;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Models: which ones the backends serve, the terms of their weights, the default model, tenants with a pinned model, and
 * how many images each model scored.
 */
@Path("/admin/models")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class ModelsConsole {

    @Inject
    private ModelReport report;

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private ListModels listModels;

    @Inject
    private WeightsTerms weightsTerms;

    @Inject
    private AcceptWeightsTerms acceptTerms;

    @Inject
    private OwnModels ownModels;

    @Inject
    private DecideOnModel decideOnModel;

    @Inject
    private ConsoleLayout layout;

    /** A tenant that is pinned to a model. */
    public record PinRow(String tenant, String name, String model) {}

    /** A customer's own model as one row of the table. */
    public record OwnRow(
            String id,
            String tenant,
            String tenantName,
            String dataSet,
            ModelState state,
            Optional<TrainingFailure> failure,
            String failureDetail,
            Optional<ModelComparison> comparison,
            boolean approvable) {

        static OwnRow of(OwnModel model) {
            return new OwnRow(
                    PublicId.OWN_MODEL.of(model.id()),
                    PublicId.TENANT.of(model.tenant().value()),
                    model.tenantName(),
                    model.dataSet(),
                    model.state(),
                    model.failure(),
                    model.failureDetail(),
                    model.comparison(),
                    model.isApprovable());
        }

        /** Whether the customer's analyses use it, or will soon. */
        public boolean isInUse() {
            return state == ModelState.ACTIVE || state == ModelState.PUBLISHING;
        }

        /** Whether it waits for a decision. */
        public boolean isWaiting() {
            return state == ModelState.EVALUATED;
        }
    }

    @Context
    private HttpServletRequest request;

    @GET
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done, "");
    }

    /** Sets the default model of all tenants without a pinned one; an empty name means each backend's active model. */
    @POST
    @Path("roll-out")
    @RolesAllowed(Permission.ADMINISTER)
    public Response rollOut(@FormParam("model") @DefaultValue("") String model) {
        if (!chooseModel.rollOut(Optional.of(model).filter(name -> !name.isEmpty()))) {
            return Response.status(422)
                    .entity(page("", RequestLanguage.messages(request).text("console.model.unknown", model)))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/models?done=rolled-out")).build();
    }

    /** Accepts the terms of a model's weights. */
    @POST
    @Path("terms")
    @RolesAllowed(Permission.ADMINISTER)
    public Response accept(@FormParam("model") @DefaultValue("") String model) {
        if (!acceptTerms.accept(model)) {
            return Response.status(422)
                    .entity(page("", RequestLanguage.messages(request).text("console.model.noTerms", model)))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/models?done=terms")).build();
    }

    /** Approves a customer's own model for that customer. */
    @POST
    @Path("own/{id}/approve")
    @RolesAllowed(Permission.SUPPORT)
    public Response approve(@PathParam("id") String id) {
        return respond(decideOnModel.approve(parse(id), Optional.empty()));
    }

    /** Discards a customer's own model that waits for a decision. */
    @POST
    @Path("own/{id}/discard")
    @RolesAllowed(Permission.SUPPORT)
    public Response discard(@PathParam("id") String id) {
        return respond(decideOnModel.discard(parse(id), Optional.empty()));
    }

    /** Ends the use of a customer's own model. */
    @POST
    @Path("own/{id}/withdraw")
    @RolesAllowed(Permission.SUPPORT)
    public Response withdraw(@PathParam("id") String id) {
        return respond(decideOnModel.withdraw(parse(id), Optional.empty()));
    }

    private static UUID parse(String id) {
        return PublicId.OWN_MODEL.parse(id).orElseThrow(NotFoundException::new);
    }

    private Response respond(DecideOnModel.Result result) {
        return switch (result) {
            case DONE -> Response.seeOther(URI.create("/admin/models")).build();
            case NOT_FOUND -> throw new NotFoundException();
            case NOT_ALLOWED ->
                Response.status(422)
                        .entity(page("", RequestLanguage.messages(request).text("models.notAllowed")))
                        .build();
        };
    }

    private View page(String done, String fault) {
        List<ChooseModel.RollOut> rollOuts = chooseModel.listRollOuts();
        Map<String, Object> model = new HashMap<>();
        model.put("served", listModels.list());
        model.put("terms", weightsTerms.listTerms());
        model.put(
                "current",
                rollOuts.stream()
                        .findFirst()
                        .flatMap(ChooseModel.RollOut::model)
                        .orElse(""));
        // The one before, to which the operator can return; empty means each backend's active model.
        model.put(
                "former",
                rollOuts.stream()
                        .skip(1)
                        .findFirst()
                        .flatMap(ChooseModel.RollOut::model)
                        .orElse(""));
        model.put("rollOuts", rollOuts);
        model.put(
                "pins",
                chooseModel.listPins().stream()
                        .map(pin -> new PinRow(PublicId.TENANT.of(pin.tenant().value()), pin.name(), pin.model()))
                        .toList());
        model.put("own", ownModels.listModels().stream().map(OwnRow::of).toList());
        model.put("models", report.listModels());
        model.put("done", done);
        model.put("fault", fault);
        return layout.view("admin/models", model);
    }
}
