package com.engram.branding;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@DomainTest
class BrandsTest {

    private final Brands brands;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final TenantId other;

    BrandsTest(Brands brands, TestTenants tenants) {
        this.brands = brands;
        this.tenants = tenants;
        this.tenant = tenants.open("pro");
        this.other = tenants.open("pro");
    }

    @Test
    void a_brand_has_a_name_and_a_colour_and_belongs_to_its_tenant() {
        assertThat(set(" Acme ", "#C4622D")).isEqualTo(Brands.Result.DONE);

        assertThat(brand(tenant)).isEqualTo(new Brand(Optional.of("Acme"), Optional.of("#c4622d"), false));
        assertThat(brand(other)).isEqualTo(Brand.NONE);

        set("", "");
        assertThat(brand(tenant)).isEqualTo(Brand.NONE);
    }

    @Test
    void invalid_names_and_colours_are_refused() {
        assertThat(set("x".repeat(101), "")).isEqualTo(Brands.Result.INVALID_NAME);
        assertThat(set("Acme", "red")).isEqualTo(Brands.Result.INVALID_COLOUR);
        assertThat(set("Acme", "#12345")).isEqualTo(Brands.Result.INVALID_COLOUR);
        assertThat(brand(tenant)).isEqualTo(Brand.NONE);
    }

    @Test
    void a_logo_is_made_smaller_and_can_be_removed() throws IOException {
        assertThat(setLogo(png(1_200, 100))).isEqualTo(Brands.Result.DONE);

        byte[] logo = tenants.call(tenant, brands::findLogo).orElseThrow();
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(logo));
        assertThat(shown.getWidth()).isEqualTo(600);
        assertThat(shown.getHeight()).isEqualTo(50);
        assertThat(brand(tenant).hasLogo()).isTrue();
        assertThat(tenants.call(other, brands::findLogo)).isEmpty();

        tenants.run(tenant, brands::removeLogo);
        assertThat(brand(tenant).hasLogo()).isFalse();
    }

    @Test
    void a_file_that_is_no_logo_is_refused_and_changes_nothing() throws IOException {
        setLogo(png(10, 10));
        byte[] png = png(40, 40);
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(setLogo(new byte[0])).isEqualTo(Brands.Result.INVALID_LOGO);
        assertThat(setLogo(svg)).isEqualTo(Brands.Result.INVALID_LOGO);
        assertThat(setLogo(Arrays.copyOf(png, 30))).isEqualTo(Brands.Result.INVALID_LOGO);
        assertThat(setLogo(png(3_001, 1))).isEqualTo(Brands.Result.INVALID_LOGO);
        assertThat(setLogo(new byte[Brands.MAX_LOGO_BYTES + 1])).isEqualTo(Brands.Result.INVALID_LOGO);
        assertThat(brand(tenant).hasLogo()).isTrue();
    }

    private Brands.Result set(String name, String colour) {
        return tenants.call(tenant, () -> brands.set(name, colour));
    }

    private Brands.Result setLogo(byte[] file) {
        return tenants.call(tenant, () -> brands.setLogo(file));
    }

    private Brand brand(TenantId of) {
        return tenants.call(of, brands::getBrand);
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
