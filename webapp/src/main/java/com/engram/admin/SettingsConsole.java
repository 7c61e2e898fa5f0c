package com.engram.admin;

import com.engram.people.Permission;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** How this server is set, and where each value comes from. Secrets are named, never shown. */
@Path("/admin/settings")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class SettingsConsole {

    private static final List<String> SECRET = List.of("password", "secret", "key", "token");

    @Inject
    private Config config;

    @Inject
    private Frame frame;

    /** A property; secrets are shown as set. */
    public record Setting(String name, String value, String source, boolean isSecret) {}

    @GET
    public View show() {
        Map<String, Setting> settings = new TreeMap<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(name -> name.startsWith("ENGRAM_") ? dotted(name) : name)
                .filter(name -> name.startsWith("engram."))
                .map(config::getConfigValue)
                .filter(value -> value.getValue() != null)
                .forEach(value -> settings.putIfAbsent(value.getName().toLowerCase(Locale.ROOT), setting(value)));
        return frame.view("admin/settings", Map.of("settings", settings.values()));
    }

    /** An environment variable says nothing of capitals; the config finds a property by either name. */
    private static String dotted(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Setting setting(ConfigValue value) {
        String lower = value.getName().toLowerCase(Locale.ROOT);
        boolean secret = SECRET.stream().anyMatch(lower::contains);
        String text = String.valueOf(value.getValue());
        return new Setting(
                value.getName(),
                secret ? "set" : text.replaceAll("//[^/@]*@", "//…@"),
                String.valueOf(value.getSourceName()),
                secret);
    }
}
