package com.engram.portal.tryit;

import com.engram.billing.payments.PriceDisplay;
import com.engram.billing.payments.PriceTax;
import com.engram.language.Messages;
import com.engram.mail.PortalUrl;
import com.engram.plans.Plans;
import com.engram.portal.billing.PriceListView;
import com.engram.portal.billing.PriceView;
import com.engram.portal.site.ModelCard;
import com.engram.portal.site.SampleImages;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The start page: sample images, the try-it box, how the model was tested, and the price list. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class HomePage {

    @Inject
    private Plans plans;

    @Inject
    private PriceTax priceTax;

    @Inject
    private PriceDisplay priceDisplay;

    @Inject
    private PortalUrl portal;

    @Inject
    private TrialImageFinder triedImages;

    @Context
    private HttpServletRequest request;

    @Context
    private UriInfo uri;

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
        model.put("samples", SampleImages.bundled().samples());
        model.put("card", ModelCard.bundled());
        model.put("origin", portal.origin());
        model.put("tried", tried);
        model.put("fault", fault);
        Messages messages = RequestLanguage.messages(request);
        model.put(
                "prices",
                PriceListView.of(
                        plans.listForSale(),
                        priceTax.behavior(),
                        PriceView.of(priceDisplay, uri.getQueryParameters(), messages)));
        return View.of("home", model);
    }
}
