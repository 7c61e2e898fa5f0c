package com.engram.portal.tryit;

import com.engram.analysis.backends.Score;
import com.engram.language.Messages;
import com.engram.plans.Plans;
import com.engram.portal.billing.PlanCard;
import com.engram.portal.images.ScoreView;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The start page: the try-it box, an example, and the price list. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class HomePage {

    /** The result for assets/example.jpg; assets/example-map.png is from the same run. */
    private static final ScoreView EXAMPLE = new ScoreView(new Score(0.79003, 0.63391, 0.9446, 55.8, true));

    @Inject
    private Plans plans;

    @Inject
    private TrialImageFinder triedImages;

    @Context
    private HttpServletRequest request;

    @GET
    @PermitAll
    public View show(@QueryParam("tried") @DefaultValue("") String tried) {
        return page(tried.isEmpty() ? Optional.empty() : triedImages.find(tried), Optional.empty());
    }

    /** The page with the reason why an image was not accepted. */
    View showError(String why) {
        return page(Optional.empty(), Optional.of(why));
    }

    private View page(Optional<TrialImageFinder.TriedImage> tried, Optional<String> fault) {
        Map<String, Object> model = new HashMap<>();
        model.put("example", EXAMPLE);
        model.put("tried", tried);
        model.put("fault", fault);
        Messages messages = RequestLanguage.messages(request);
        model.put(
                "plans",
                plans.listForSale().stream()
                        .map(plan -> PlanCard.of(plan, messages))
                        .toList());
        return View.of("home", model);
    }
}
